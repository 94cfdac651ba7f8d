package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.PASSPHRASE_MISSING;
import static retex.agent.vault.VaultRefusal.STORE_UNREADABLE;
import static retex.agent.vault.VaultRefusal.VAULT_LOCKED;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Property;
import io.micronaut.serde.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The laptop's encrypted store. Starts locked: every use of the database is refused with {@code
 * VAULT_LOCKED} until a passphrase has opened it. The first passphrase ever given makes the store.
 * Safe for use by several threads.
 */
@Singleton
public final class Vault {

  private final Path folder;
  private final KeySlots slots;
  private final AtomicReference<HikariDataSource> open = new AtomicReference<>();

  Vault(@Property(name = "retex.data") String folder, ObjectMapper json) {
    this.folder = Path.of(folder);
    this.slots = new KeySlots(this.folder.resolve("slots.json"), json, new SecureRandom());
  }

  /** Whether a passphrase has been set for this folder. */
  public boolean exists() {
    return slots.exist();
  }

  public boolean isOpen() {
    return open.get() != null;
  }

  /** The folder that holds everything this laptop writes. */
  public Path folder() {
    return folder;
  }

  /**
   * Opens the store, and makes it first where there is none. Opening an open store again checks the
   * passphrase and changes nothing.
   */
  public synchronized void open(char[] passphrase) {
    if (new String(passphrase).isBlank()) {
      throw PASSPHRASE_MISSING.at("").asException();
    }
    byte[] dataKey;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dataKey = slots.exist() ? slots.open(passphrase) : slots.create(passphrase);
    try {
      if (!isOpen()) {
        open.set(connect(new EncryptedConnections(folder.resolve("retex.db"), dataKey)));
      }
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** Locks the store; what runs in it finishes first. */
  @PreDestroy
  public synchronized void close() {
    HikariDataSource pool = open.getAndSet(null);
    if (pool != null) {
      pool.close();
    }
  }

  /** A connection to the open store; refused with {@code VAULT_LOCKED} while it is locked. */
  Connection connection() throws SQLException {
    HikariDataSource pool = open.get();
    if (pool == null) {
      throw VAULT_LOCKED.at("").asException();
    }
    return pool.getConnection();
  }

  private static HikariDataSource connect(EncryptedConnections connections) {
    try {
      Flyway.configure()
          .dataSource(connections)
          .locations("classpath:db/migration/agent")
          .outOfOrder(true) // numbers belong to packages: a lower one may come in a later version
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw STORE_UNREADABLE.at("").asException();
    }
    var config = new HikariConfig();
    config.setDataSource(connections);
    config.setPoolName("vault");
    config.setMaximumPoolSize(1); // one writer; a laptop has one user, and readers never starve
    return new HikariDataSource(config);
  }
}
