package retex.server.record;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What is deleted is overwritten by SQLite at once; older copies are in the write-ahead log. */
@Singleton
@Requires(property = "retex.database", value = "sqlite")
final class SqliteScrub implements Scrub {

  private static final int PATIENCE = 1_000; // ms with readers, in which nothing else is written

  private final DataSource source;

  SqliteScrub(DataSource source) {
    this.source = DelegatingDataSource.unwrapDataSource(source);
  }

  @Override
  public boolean isOwed(long erased) {
    return true; // to empty the log costs nothing
  }

  /** Where somebody reads an older state, SQLite says so in a row, and throws nothing. */
  @Override
  public boolean isDone(long erased) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      int usual = number(statement, "pragma busy_timeout");
      number(statement, "pragma busy_timeout = " + PATIENCE);
      try {
        return number(statement, "pragma wal_checkpoint(truncate)") == 0;
      } finally {
        number(statement, "pragma busy_timeout = " + usual);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getSQLState());
    }
  }

  private static int number(Statement statement, String pragma) throws SQLException {
    try (ResultSet row = statement.executeQuery(pragma)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
