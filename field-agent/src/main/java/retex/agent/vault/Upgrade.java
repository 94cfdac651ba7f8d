package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.STORE_UNREADABLE;
import static retex.agent.vault.VaultRefusal.UPGRADE_FAILED;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the store to the shape that this version of the program needs. Before anything changes the
 * encrypted file is copied as it lies; when a step fails, the copy takes the store's place and the
 * opening is refused with {@code UPGRADE_FAILED}, so that the version before can go on with it. A
 * crash in between is found by the copy at the next opening, which goes back to it first.
 */
final class Upgrade {

  private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);

  private final Path store;
  private final Path copy;
  private final Path next;

  /** {@code store}: the database file, which may not exist yet. */
  Upgrade(Path store) {
    this.store = store;
    this.copy = store.resolveSibling(store.getFileName() + ".before-upgrade");
    this.next = store.resolveSibling(store.getFileName() + ".before-upgrade.next");
  }

  /** Runs what is pending in {@code location}; nothing where all has been run. */
  void run(DataSource connections, String location) {
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
      throw STORE_UNREADABLE.at("").asException();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void migrate(Flyway flyway) {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      LOG.error("vault.upgrade-failed restored=true");
      restore();
      throw UPGRADE_FAILED.at("").asException();
    }
  }

  private void keep(DataSource connections) throws IOException {
    try (Connection connection = connections.getConnection();
        var statement = connection.createStatement()) {
      // what is still in the write-ahead log must be in the copy
      statement.execute("pragma wal_checkpoint(truncate)");
    } catch (SQLException e) {
      throw STORE_UNREADABLE.at("").asException();
    }
    Files.copy(store, next, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, copy, StandardCopyOption.ATOMIC_MOVE);
  }

  private void restore() {
    try {
      Files.deleteIfExists(store.resolveSibling(store.getFileName() + "-wal"));
      Files.deleteIfExists(store.resolveSibling(store.getFileName() + "-shm"));
      Files.move(copy, store, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
