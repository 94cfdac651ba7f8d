package retex.agent.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_DISK_FULL;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import retex.agent.vault.Vault;
import retex.bundle.BundleFile;

/** Where the page writes bundles to be saved from it, and puts what a browser sends. */
@Singleton
final class Outgoing {

  private static final Duration LEFT = Duration.ofDays(1);

  private static final long LOOK_EVERY = 8 << 20; // bytes

  private final Path folder;
  private final Bundles bundles;
  private final Clock clock;
  private final long reserve;

  /** {@code reserve}: bytes of the laptop's disk that stay free for what is written meanwhile. */
  Outgoing(
      Vault vault,
      Bundles bundles,
      Clock clock,
      @Property(name = "retex.bundle-reserve", defaultValue = "67108864") long reserve) {
    this.clock = clock;
    this.reserve = reserve;
    this.folder = vault.folder().resolve("bundles");
    this.bundles = bundles;
  }

  /**
   * What is asked for on the page: the largest part, in bytes; one part, and the next when it is
   * asked for; going on behind the last export; records alone.
   */
  record Order(long most, boolean onePart, boolean goOn, boolean recordsOnly) {}

  /** Writes what waits; what was written before goes away, unless the order goes on behind it. */
  synchronized Bundles.Exported export(Order order) {
    if (!order.goOn()) {
      files().forEach(this::remove);
    }
    Path place = place("out");
    Path to = order.onePart() ? place.resolve(bundles.nextName()) : place;
    return bundles.export(to, new Bundles.Order(order.most(), order.goOn(), order.recordsOnly()));
  }

  /**
   * Removes one of the files that can be saved; the laptop keeps what is in it until it is told.
   */
  void removeSaved(String name) {
    files().stream()
        .filter(it -> String.valueOf(it.getFileName()).equals(name))
        .forEach(this::remove);
  }

  /** The files that can be saved. */
  List<Path> files() {
    Path place = place("out");
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(it -> it.toString().endsWith(".bundle")).sorted().toList();
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }

  /** A place for what a browser sends; what a crash left there goes. */
  Path upload() {
    Path place = place("in");
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(clock.instant().minus(LEFT))) {
          remove(file);
        }
      }
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
    return place.resolve(UUID.randomUUID() + ".bundle");
  }

  /** Refuses {@code BUNDLE_DISK_FULL} where so many bytes more leave too little room. */
  void requireRoom(Path file, long bytes) {
    try {
      Path place = Optional.ofNullable(file.getParent()).orElse(file);
      if (Files.getFileStore(place).getUsableSpace() - bytes < reserve) {
        throw BUNDLE_DISK_FULL.at(String.valueOf(file.getFileName())).asException();
      }
    } catch (IOException e) {
      throw BundleFile.failed(e, file);
    }
  }

  /** The same stream, which refuses in its middle where the disk would be full. */
  InputStream whileRoom(InputStream in, Path file) {
    return new FilterInputStream(in) {
      private long unseen;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int at, int count) throws IOException {
        int came = super.read(into, at, count);
        unseen += Math.max(0, came);
        if (unseen >= LOOK_EVERY) {
          unseen = 0;
          requireRoom(file, LOOK_EVERY);
        }
        return came;
      }
    };
  }

  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw BundleFile.failed(e, file);
    }
  }

  private Path place(String name) {
    Path place = folder.resolve(name);
    try {
      return Files.createDirectories(place);
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }
}
