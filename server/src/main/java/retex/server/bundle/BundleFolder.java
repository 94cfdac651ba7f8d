package retex.server.bundle;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import retex.bundle.BundleFile;
import retex.bundle.DiskRoom;
import retex.contract.DeviceId;

/**
 * Where bundles lie while they are worked on, sealed as they came: {@code incoming} until they have
 * landed, {@code waiting} where an earlier part is missing, {@code damaged} where the disk has
 * spoilt one of those, {@code answers} until they are given out.
 */
@Singleton
final class BundleFolder {

  private static final Duration ABANDONED = Duration.ofDays(30);
  private static final Duration SAVED = Duration.ofDays(1); // by whoever asked for an answer
  private static final Pattern WAITING = Pattern.compile("[0-9a-f]{32}-[0-9a-f]+\\.bundle");
  private static final Duration WAITS = Duration.ofDays(90); // longer than any hand carries a stick

  private final Path folder;
  private final DiskRoom room;
  private final Clock clock;

  /** {@code reserve}: bytes of the server's disk that stay free for what is written meanwhile. */
  BundleFolder(
      @Property(name = "retex.data") String data,
      @Property(name = "retex.bundle-reserve", defaultValue = "67108864") long reserve,
      Clock clock) {
    this.folder = Path.of(data, "bundles");
    this.room = new DiskRoom(reserve);
    this.clock = clock;
  }

  /** What is to stay free of the server's disk. */
  DiskRoom room() {
    return room;
  }

  /** A copy of our own, so that the medium may be taken away. */
  BundleFile copy(BundleFile from) {
    Path target = place("incoming").resolve(from.id().hex() + "-" + UUID.randomUUID() + ".bundle");
    requireRoom(target, from.hasFiles() ? 2 * from.size() : from.size());
    BundleFile.write(
        target,
        out -> {
          Files.copy(from.path(), out);
          return target;
        });
    return BundleFile.at(target);
  }

  /** Where a laptop that carries a bundle puts it piece by piece. */
  Path carried(DeviceId courier, String id) {
    return place("incoming").resolve(courier.hex() + "-" + id + ".part");
  }

  /** The same file under a name that may go: what has come stays until it has landed. */
  Path linked(Path carried) {
    Path link = place("incoming").resolve("landing-" + UUID.randomUUID() + ".bundle");
    try {
      return Files.createLink(link, carried);
    } catch (UnsupportedOperationException | IOException none) { // a disk without such names
      try {
        return Files.copy(carried, link);
      } catch (IOException e) {
        throw BundleFile.failed(e, link);
      }
    }
  }

  /** Refuses where the disk would not keep its reserve beside so many bytes more. */
  void requireRoom(Path file, long bytes) {
    room.require(file, bytes);
  }

  /** The same for what comes out of a bundle. */
  void requireRoom(long bytes) {
    requireRoom(folder, bytes);
  }

  /** Where a page puts what a browser sends. */
  Path uploaded() {
    return place("incoming").resolve("upload-" + UUID.randomUUID() + ".part");
  }

  /** Keeps a bundle until its earlier part has come. */
  void keepWaiting(BundleFile file) {
    Path target = place("waiting").resolve(file.device().hex() + "-" + file.id().hex() + ".bundle");
    try {
      Files.move(file.path(), target, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(target, FileTime.from(clock.instant()));
    } catch (IOException e) {
      throw BundleFile.failed(e, target);
    }
  }

  /**
   * The parts whose earlier one has not come for 90 days: their laptops still have everything, and
   * send it again.
   */
  List<Path> forgotten() {
    Instant before = clock.instant().minus(WAITS);
    Path place = place("waiting");
    var forgotten = new ArrayList<Path>();
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.sorted().toList()) {
        if (WAITING.matcher(String.valueOf(file.getFileName())).matches()
            && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          forgotten.add(file);
        }
      }
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
    return forgotten;
  }

  /** Whose a part is that waits. */
  static DeviceId deviceOf(Path waiting) {
    return DeviceId.parse(String.valueOf(waiting.getFileName()).split("-", 2)[0]);
  }

  /** The bundles of a laptop that wait for an earlier part. */
  List<Path> waiting(DeviceId device) {
    Path place = place("waiting");
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(it -> String.valueOf(it.getFileName()).startsWith(device.hex() + "-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }

  /** Keeps a bundle that waited and can be read no more, for whoever looks into the disk. */
  void setAside(Path waiting) {
    Path target = place("damaged").resolve(String.valueOf(waiting.getFileName()));
    try {
      Files.move(waiting, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw BundleFile.failed(e, target);
    }
  }

  /** Where an answer is written that goes to whoever asked for it; it goes once it was given. */
  Path answer() {
    return place("answers").resolve("given-" + UUID.randomUUID() + ".bundle");
  }

  /** Where an answer is written for a page to save. */
  Path answer(DeviceId device) {
    return place("answers").resolve("retex-answer-" + device.hex().substring(0, 8) + ".bundle");
  }

  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw BundleFile.failed(e, file);
    }
  }

  /** Removes what a crash, or a laptop that never came again, has left, and answers saved since. */
  void clear() {
    removeOld(place("incoming"), ABANDONED);
    removeOld(place("answers"), SAVED);
  }

  private void removeOld(Path place, Duration after) {
    Instant before = clock.instant().minus(after);
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.toList()) {
        if (isOlder(file, before)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }

  private static boolean isOlder(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException given) { // and gone meanwhile
      return false;
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
