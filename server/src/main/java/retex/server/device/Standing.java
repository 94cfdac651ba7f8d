package retex.server.device;

import static retex.server.device.DeviceRefusal.DEVICE_REVOKED;
import static retex.server.device.DeviceRefusal.DEVICE_UNKNOWN;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import retex.contract.DeviceId;

/**
 * Whether a device may speak now. Each message asks, and SQLite's one connection may be busy with
 * another laptop's: so this reads what is committed over a connection of its own. Safe for use by
 * several threads.
 */
@Singleton
final class Standing {

  private static final String KEY =
      """
      select public_key, revoked
      from device
      where id = ?
      """;

  private final String url;
  private final boolean isPooled;
  private final DataSource pool;
  private Optional<Connection> open = Optional.empty();

  Standing(
      @Property(name = "datasources.default.url") String url,
      @Property(name = "retex.database") String database,
      DataSource pool) {
    this.url = url;
    this.isPooled = !database.equals("sqlite");
    this.pool = DelegatingDataSource.unwrapDataSource(pool);
  }

  /** The log key of a device that may speak; refuses unknown and revoked ones. */
  byte[] publicKey(DeviceId id) {
    return isPooled ? overPool(id) : overOwn(id);
  }

  private byte[] overPool(DeviceId id) {
    try (Connection connection = pool.getConnection()) {
      return publicKey(connection, id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized byte[] overOwn(DeviceId id) {
    try {
      return publicKey(connection(), id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] publicKey(Connection connection, DeviceId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
      statement.setString(1, id.hex());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw DEVICE_UNKNOWN.at("device").asException();
        }
        if (row.getBoolean(2)) {
          throw DEVICE_REVOKED.at("device").asException();
        }
        return row.getBytes(1);
      }
    }
  }

  @PreDestroy
  synchronized void close() throws SQLException {
    if (open.isPresent()) {
      open.get().close();
      open = Optional.empty();
    }
  }

  private Connection connection() throws SQLException {
    if (open.isEmpty()) {
      open = Optional.of(DriverManager.getConnection(url));
    }
    return open.get();
  }
}
