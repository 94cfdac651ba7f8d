package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.STORE_UNREADABLE;
import static retex.agent.vault.VaultRefusal.UPGRADE_FAILED;
import static retex.agent.vault.VaultRefusal.UPGRADE_RUNNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.web.WebRefusal;
import retex.refusal.RefusedException;

/**
 * Brings the store to the shape that this version of the program needs. Before anything changes the
 * encrypted file is copied as it lies; when a step fails, the copy takes the store's place and the
 * opening is refused with {@code UPGRADE_FAILED}, so that the version before can go on with it. A
 * crash in between is found by the copy at the next opening, which goes back to it first. One
 * process at a time: a copy that another is still in need of is not taken for a crash.
 */
final class Upgrade {

  private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path store;
  private final Path copy;
  private final Path next;
  private final Path lock;
  private final Snapshots.Room room;
  private final Duration patience;

  /** {@code store}: the database file, which may not exist yet. */
  Upgrade(Path store) {
    this(store, folder -> Files.getFileStore(folder).getUsableSpace(), PATIENCE);
  }

  /** {@code patience}: how long another process is waited for. */
  Upgrade(Path store, Snapshots.Room room, Duration patience) {
    this.store = store;
    this.copy = store.resolveSibling(store.getFileName() + ".before-upgrade");
    this.next = store.resolveSibling(store.getFileName() + ".before-upgrade.next");
    this.lock = store.resolveSibling(store.getFileName() + ".lock");
    this.room = room;
    this.patience = patience;
  }

  /**
   * Runs what is pending in {@code location}; nothing where all has been run. Refuses with {@code
   * UPGRADE_RUNNING} while another process is at it, and with {@code DISK_FULL}.
   */
  void run(DataSource connections, String location) {
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      await(channel); // until the channel is closed; the file stays, for others may wait at it
      runAlone(connections, location);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(FileChannel channel) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    while (!isLocked(channel)) {
      if (System.nanoTime() - until > 0) {
        throw UPGRADE_RUNNING.at("").asException();
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw UPGRADE_RUNNING.at("").asException();
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // within this process
    }
  }

  private void runAlone(DataSource connections, String location) throws IOException {
    if (Files.exists(copy)) {
      restore(); // the machine went down in the middle of an upgrade
    }
    boolean fresh = !Files.exists(store);
    try {
      Flyway flyway =
          Flyway.configure()
              .dataSource(connections)
              .locations(location)
              .outOfOrder(true) // numbers belong to packages: a lower one may come later
              .load();
      if (fresh) {
        flyway.migrate();
      } else if (flyway.info().pending().length > 0) {
        keep(connections);
        migrate(flyway);
        Files.delete(copy);
      }
    } catch (FlywayException e) {
      throw refusal(e, STORE_UNREADABLE);
    }
  }

  private void migrate(Flyway flyway) throws IOException {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      LOG.error("vault.upgrade-failed restored=true");
      restore();
      throw refusal(e, UPGRADE_FAILED);
    }
  }

  /** The disk's own fault is told as such. */
  private static RefusedException refusal(Throwable failed, VaultRefusal otherwise) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (WebRefusal.ofDisk(cause).filter(WebRefusal.DISK_FULL::equals).isPresent()) {
        return WebRefusal.DISK_FULL.at("").asException();
      }
    }
    return otherwise.at("").asException();
  }

  private void keep(DataSource connections) throws IOException {
    try (Connection connection = connections.getConnection();
        var statement = connection.createStatement()) {
      // what is still in the write-ahead log must be in the copy
      statement.execute("pragma wal_checkpoint(truncate)");
    } catch (SQLException e) {
      throw refusal(e, STORE_UNREADABLE);
    }
    if (room.bytes(store.resolveSibling("")) < Files.size(store)) {
      throw WebRefusal.DISK_FULL.at("").asException();
    }
    try {
      Files.copy(store, next, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
  }

  private void restore() throws IOException {
    Files.deleteIfExists(store.resolveSibling(store.getFileName() + "-wal"));
    Files.deleteIfExists(store.resolveSibling(store.getFileName() + "-shm"));
    Files.move(copy, store, StandardCopyOption.ATOMIC_MOVE);
  }
}
