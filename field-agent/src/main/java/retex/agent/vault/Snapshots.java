package retex.agent.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.web.WebRefusal;

/**
 * Copies of the store, encrypted as it is itself, and without key slots: of no use without the
 * laptop's own. Each is read through before it counts; the newest five are kept, by the number in
 * their names, for a clock may have been set back: {@code retex-000017-20260203-040506-000.db}.
 */
final class Snapshots {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final int KEPT = 5;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private static final Pattern COPY = // the number is missing in a name of an earlier version
      Pattern.compile("retex-(?:([0-9]{6,18})-)?([0-9]{8}-[0-9]{6}-[0-9]{3})[.]db");

  private final Path store;
  private final Path folder;
  private final Room room;

  Snapshots(Path store) {
    this(store, folder -> Files.getFileStore(folder).getUsableSpace());
  }

  Snapshots(Path store, Room room) {
    this.store = store;
    this.folder = store.resolveSibling("snapshots");
    this.room = room;
  }

  /** Takes one; a disk without room for it, or a store in use, is left for the next time. */
  void take(EncryptedConnections connections, Instant now) {
    try {
      if (isMade(copy(now), connections)) {
        forget();
      }
    } catch (IOException e) {
      LOG.warn("vault.snapshots_left because={}", e.getClass().getSimpleName());
    }
  }

  /**
   * Takes a new one in the place of every copy, and forgets files that were kept or left beside the
   * store. False where none could be taken: then the newest stays, for one that says too much is
   * better than none, until it is tried again.
   */
  boolean anew(EncryptedConnections connections, Instant now) {
    List<Path> before = all();
    Path copy = copy(now);
    try {
      if (!isMade(copy, connections)) {
        if (before.size() < 2 || hasRoom()) {
          return false;
        }
        deleteEach(before.subList(1, before.size()));
        if (!isMade(copy, connections)) {
          return false;
        }
      }
      deleteEach(before.stream().filter(it -> !it.equals(copy)).toList());
      for (String ending : List.of(".next", ".next.part", ".before-upgrade.next")) {
        Files.deleteIfExists(beside(ending));
      }
      deleteEach(aside());
      return true;
    } catch (IOException e) {
      LOG.warn("vault.snapshots_left because={}", e.getClass().getSimpleName());
      return false;
    }
  }

  /** Whether it was taken, and can be read through. */
  private boolean isMade(Path copy, EncryptedConnections connections) {
    Path next = folder.resolve("next");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(next);
      if (!hasRoom()) {
        return false;
      }
      copyTo(next, connections);
      if (connections.at(next).isSound()) {
        Files.move(next, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
      }
    } catch (IOException | SQLException e) {
      LOG.warn("vault.snapshot_failed because={}", e.getClass().getSimpleName());
    } finally {
      deleteAll(next);
    }
    return false;
  }

  /** The newest copy that can be read through with the key. */
  Optional<Path> lastGood(EncryptedConnections connections) {
    return all().stream().filter(copy -> connections.at(copy).isSound()).findFirst();
  }

  /** Whether there is a store; an empty file is none. */
  boolean isStoreThere() {
    try {
      return Files.exists(store) && Files.size(store) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there was one before: it left a copy, or damaged files that were set aside. */
  boolean hadStore() {
    return !all().isEmpty() || Files.exists(next()) || !aside().isEmpty();
  }

  /**
   * Puts a copy in the store's place; the damaged files are kept beside it. Nothing is moved before
   * the copy lies whole beside the store; after a crash in between {@link #finish} goes on. Refuses
   * with {@code DISK_FULL}.
   */
  void restore(Path copy, Instant now) {
    Path part = beside(".next.part");
    try {
      refuseWithoutRoom(copy);
      Files.copy(copy, part, StandardCopyOption.REPLACE_EXISTING);
      force(part);
      Files.move(part, next(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteAll(part);
      refuseWithoutRoom(copy);
      throw new UncheckedIOException(e);
    }
    putInPlace(now);
  }

  /**
   * Goes on with putting a copy back, where a crash came in between; one that is not whole goes.
   */
  void finish(EncryptedConnections connections, Instant now) {
    if (Files.exists(next())) {
      if (connections.at(next()).isSound()) {
        putInPlace(now);
      } else {
        deleteAll(next());
      }
    }
  }

  /** Whether a copy waits to be put in the store's place. */
  boolean isUnfinished() {
    return Files.exists(next());
  }

  /** The log first: without its store nothing is made of it, with the copy something would be. */
  private void putInPlace(Instant now) {
    try {
      Path damaged = Files.createDirectories(store.resolveSibling("damaged"));
      for (String ending : List.of("-wal", "-shm", "")) {
        Path file = beside(ending);
        if (Files.exists(file)) {
          Files.move(file, damaged.resolve(NAME.format(now) + "-" + file.getFileName()));
        }
      }
      Files.move(next(), store, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses with {@code DISK_FULL} where the disk has no room for this copy. */
  void refuseWithoutRoom(Path copy) {
    try {
      if (room.bytes(folder) < Files.size(copy)) {
        throw WebRefusal.DISK_FULL.at("").asException();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path next() {
    return beside(".next");
  }

  private Path beside(String ending) {
    return store.resolveSibling(store.getFileName() + ending);
  }

  /** Damaged files that were set aside. */
  private List<Path> aside() {
    try (Stream<Path> files = Files.list(store.resolveSibling("damaged"))) {
      return files.toList();
    } catch (IOException e) {
      return List.of(); // there is no such folder
    }
  }

  /** When a copy was taken, as its name says. */
  static Instant taken(Path copy) {
    return NAME.parse(named(copy).group(2), Instant::from);
  }

  private static long number(Path copy) {
    String number = named(copy).group(1);
    return number == null ? 0 : Long.parseLong(number);
  }

  private static Matcher named(Path copy) {
    Matcher name = COPY.matcher(String.valueOf(copy.getFileName()));
    if (!name.matches()) {
      throw new IllegalArgumentException("no copy");
    }
    return name;
  }

  /** Newest first. */
  List<Path> all() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> COPY.matcher(String.valueOf(file.getFileName())).matches())
          .sorted(
              Comparator.comparingLong(Snapshots::number)
                  .thenComparing(Path::getFileName)
                  .reversed())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * By the engine, with the same key: whoever opened the file beside it would drop this process's
   * locks on it by closing it, see {@link EncryptedConnections#checkNotPlain}.
   */
  private static void copyTo(Path next, EncryptedConnections connections)
      throws SQLException, IOException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement = connection.prepareStatement("vacuum into ?")) {
      statement.setString(1, next.toString());
      statement.execute();
    }
    connections.at(next).checkNotPlain();
    force(next);
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private void forget() throws IOException {
    List<Path> all = all();
    for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
      Files.deleteIfExists(old);
    }
  }

  private Path copy(Instant now) {
    long number = all().stream().mapToLong(Snapshots::number).max().orElse(0) + 1;
    return folder.resolve(String.format(Locale.ROOT, "retex-%06d-%s.db", number, NAME.format(now)));
  }

  private boolean hasRoom() throws IOException {
    return room.bytes(folder) >= 2 * Files.size(store);
  }

  /** Those that can be; then throws for one that cannot. */
  private static void deleteEach(List<Path> files) throws IOException {
    IOException left = null;
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        left = e;
      }
    }
    if (left != null) {
      throw left;
    }
  }

  private static void deleteAll(Path next) {
    try {
      for (String ending : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(next.resolveSibling(next.getFileName() + ending));
      }
    } catch (IOException e) {
      LOG.warn("vault.snapshot_left because={}", e.getClass().getSimpleName());
    }
  }

  /** What a folder's disk has room for. */
  @FunctionalInterface
  interface Room {
    long bytes(Path folder) throws IOException;
  }
}
