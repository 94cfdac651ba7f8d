package retex.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The SQLite driver, whose connections let it pass when the data layer calls {@code setReadOnly};
 * the plain one refuses that on an open connection.
 */
public final class SqliteDriver extends JDBC {

  static {
    try {
      DriverManager.registerDriver(new SqliteDriver()); // as java.sql.Driver asks
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    if (!isValidURL(url)) {
      return null; // as java.sql.Driver asks
    }
    return new JDBC4Connection(url, url.substring(PREFIX.length()), properties) {

      @Override
      public void setReadOnly(boolean ignored) {
        // a connection writes or not by the pool it is in
      }
    };
  }
}
