package retex.agent.bundle;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import retex.agent.vault.Vault;
import retex.bundle.BundleFile;
import retex.bundle.DiskRoom;

/** Where the page writes bundles to be saved from it, and puts what a browser sends. */
@Singleton
final class Outgoing {

  private static final Duration LEFT = Duration.ofDays(1);

  private final Path folder;
  private final Bundles bundles;
  private final Clock clock;
  private final DiskRoom room;

  /** {@code reserve}: bytes of the laptop's disk that stay free for what is written meanwhile. */
  Outgoing(
      Vault vault,
      Bundles bundles,
      Clock clock,
      @Property(name = "retex.bundle-reserve", defaultValue = "67108864") long reserve) {
    this.clock = clock;
    this.room = new DiskRoom(reserve);
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

  /** What is to stay free of the laptop's disk. */
  DiskRoom room() {
    return room;
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
