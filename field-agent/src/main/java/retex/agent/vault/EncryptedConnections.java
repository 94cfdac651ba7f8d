package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.STORE_UNREADABLE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.sqlite.mc.SQLiteMCChacha20Config;
import org.sqlite.mc.SQLiteMCConfig;

/**
 * Connections to the encrypted database file. The key goes in connection properties and never in a
 * URL. The ordinary driver would take the same properties and write plain text in silence, so each
 * opening checks that the engine has the cipher, and the first one that the file is not plain.
 */
final class EncryptedConnections extends UnpooledDataSource {

  private static final byte[] PLAIN = "SQLite format 3".getBytes(StandardCharsets.US_ASCII);

  private static final String CIPHER = "chacha20";

  private final Path file;
  private final Properties properties;

  EncryptedConnections(Path file, byte[] dataKey) {
    this.file = file;
    SQLiteMCConfig config = new SQLiteMCChacha20Config().withRawUnsaltedKey(dataKey).build();
    config.setJournalMode(org.sqlite.SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(org.sqlite.SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(org.sqlite.SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(20_000); // milliseconds; the command line works beside a running page
    config.setTempStore(org.sqlite.SQLiteConfig.TempStore.MEMORY);
    // what is deleted is overwritten: this engine does so by itself, another might not
    config.setPragma(org.sqlite.SQLiteConfig.Pragma.SECURE_DELETE, "on");
    this.properties = config.toProperties();
  }

  private EncryptedConnections(Path file, Properties properties) {
    this.file = file;
    this.properties = properties;
  }

  /** The same key on another file: a copy. */
  EncryptedConnections at(Path other) {
    return new EncryptedConnections(other, properties);
  }

  /**
   * Reads every page: a cipher that does not authenticate one, or a broken tree, is damage. A file
   * that is not there, or is empty, is not sound, and asking does not make one.
   */
  boolean isSound() {
    if (file.toFile().length() == 0) {
      return false;
    }
    try (Connection connection = getConnection();
        Statement statement = connection.createStatement();
        ResultSet said = statement.executeQuery("pragma quick_check")) {
      return said.next() && said.getString(1).equals("ok");
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = new SteadyConnection(file, properties);
    try {
      checkEnciphers(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Refuses a file that is plain text. Only while this process has no connection to it: closing any
   * descriptor of a file drops all locks that the process holds on it (POSIX, fcntl), another
   * process then takes itself for the last one and removes the write-ahead log under our feet.
   */
  void checkNotPlain() {
    if (Files.notExists(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (Arrays.equals(in.readNBytes(PLAIN.length), PLAIN)) {
        throw STORE_UNREADABLE.at("encryption").asException();
      }
    } catch (IOException e) {
      throw STORE_UNREADABLE.at("").asException();
    }
  }

  private static void checkEnciphers(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet cipher = statement.executeQuery("pragma cipher")) {
      if (!cipher.next() || !CIPHER.equals(cipher.getString(1))) {
        throw STORE_UNREADABLE.at("encryption").asException();
      }
    }
  }
}
