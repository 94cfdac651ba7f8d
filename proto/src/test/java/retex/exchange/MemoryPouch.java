package retex.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import retex.bundle.BundleFile;
import retex.bundle.BundleRefusal;
import retex.bundle.HandingStore;
import retex.refusal.RefusedException;

/**
 * What one courier carries, on a disk that may be put back, spoil a bundle, or stop in the middle
 * of a write. Says what is wrong where a bundle goes that is not where it belongs.
 */
final class MemoryPouch implements HandingStore {

  private final Path folder;
  private final Fuse fuse;
  private final Random random;
  private final Map<Path, byte[]> sound = new HashMap<>(); // as each was when it was taken along
  private Map<Path, byte[]> backup = Map.of();
  private boolean isAnswered; // what is handed over now, by one who had it
  private Optional<String> wrong = Optional.empty();

  MemoryPouch(Path folder, Fuse fuse, Random random) {
    this.folder = folder;
    this.fuse = fuse;
    this.random = random;
    try {
      Files.createDirectories(folder.resolve("up"));
      Files.createDirectories(folder.resolve("answers"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<String> wrong() {
    return wrong;
  }

  void carry(byte[] bundle) {
    String name = BundleFile.at(MemoryIntake.written(folder.resolve("medium"), bundle)).id().hex();
    Path file = folder.resolve("up").resolve(name);
    sound.put(file, bundle);
    fuse.write(() -> MemoryIntake.written(file, bundle));
  }

  /** Those that wait; what cannot be read is none. */
  List<BundleFile> up() {
    var up = new ArrayList<BundleFile>();
    for (Path file : files("up")) {
      try {
        up.add(BundleFile.at(file));
      } catch (RefusedException unreadable) {
        continue;
      }
    }
    return up;
  }

  List<byte[]> answers() {
    return files("answers").stream().map(MemoryIntake::bytes).toList();
  }

  /** The disk flips a bit of a bundle that waits. */
  void spoil() {
    List<Path> up = files("up");
    if (!up.isEmpty()) {
      Path file = up.get(random.nextInt(up.size()));
      byte[] bytes = MemoryIntake.bytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      MemoryIntake.written(file, bytes);
    }
  }

  void keepBackup() {
    var all = new HashMap<Path, byte[]>();
    Stream.of("up", "answers")
        .flatMap(it -> files(it).stream())
        .forEach(it -> all.put(it, MemoryIntake.bytes(it)));
    backup = all;
  }

  void restore() {
    Stream.of("up", "answers").flatMap(it -> files(it).stream()).forEach(MemoryPouch::remove);
    backup.forEach(MemoryIntake::written);
  }

  /** Headquarters answers, and had all of it then, or had said why not; or had not. */
  void answered(boolean isSound) {
    isAnswered = isSound;
  }

  @Override
  public Path answer(BundleFile bundle) {
    return folder.resolve("answers").resolve(bundle.device().hex());
  }

  @Override
  public List<Path> carriedAnswers(BundleFile bundle) {
    return List.of();
  }

  @Override
  public void fetched(List<Path> older) {
    older.forEach(MemoryPouch::remove);
  }

  @Override
  public void delivered(BundleFile bundle) {
    if (!isAnswered) {
      wrong = Optional.of("a courier drops a bundle that headquarters has not");
    } else if (!BundleFile.at(answer(bundle)).device().equals(bundle.device())) {
      wrong = Optional.of("a courier brings back what is said to another laptop");
    }
    fuse.write(() -> remove(bundle.path()));
  }

  @Override
  public void refused(BundleFile bundle, BundleRefusal why) {
    if (isSound(bundle)) {
      wrong = Optional.of("a sound bundle is refused to a courier: " + why);
    }
    fuse.write(() -> remove(bundle.path()));
  }

  private boolean isSound(BundleFile bundle) {
    return Arrays.equals(sound.get(bundle.path()), MemoryIntake.bytes(bundle.path()));
  }

  private List<Path> files(String name) {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
