package retex.server.record;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * PostgreSQL keeps what was changed or deleted until the table is written anew, and samples of
 * columns in its statistics. What the write-ahead log and copies of it hold is beyond a client: see
 * docs/security.md.
 */
@Singleton
@Requires(property = "retex.database", value = "postgresql")
final class PostgresScrub implements Scrub {

  private static final String PATIENCE = "1s"; // with others, who wait behind us meanwhile
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NOT_ALLOWED = "42501";
  private static final String DONE = "scrubbed";
  private static final int LOOKS = 10; // at who still reads, a tenth of a second apart

  private static final String TABLES =
      """
      select quote_ident(tablename)
      from pg_tables
      where schemaname = current_schema()
      order by tablename
      """;

  /** What still sees a state before now. A row that it sees is copied into the new table. */
  private static final String ELDERS =
      """
      select 1
      from (
        select backend_xmin as oldest
        from pg_stat_activity
        where pid <> pg_backend_pid()
          and (datname = current_database() or datname is null)
        union all
        select xmin
        from pg_replication_slots
        union all
        select transaction
        from pg_prepared_xacts
        where database = current_database()) as held
      where age(oldest) > age('%s'::xid)
      limit 1
      """;

  private final DataSource source;
  private final Path folder;

  PostgresScrub(DataSource source, @Value("${retex.data}") Path data) {
    this.source = DelegatingDataSource.unwrapDataSource(source);
    this.folder = data.resolve("run");
  }

  @Override
  public boolean isOwed(long erased) {
    long upTo = upTo();
    return upTo < 0 || erased > upTo;
  }

  @Override
  public boolean isDone(long erased) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      note(-1);
      String usual = strings(statement, "select current_setting('lock_timeout')").get(0);
      statement.execute("set lock_timeout = '" + PATIENCE + "'");
      try {
        if (isSeen(statement)) {
          return false;
        }
        writeAnew(statement);
        note(erased);
        return true;
      } finally {
        statement.execute("set lock_timeout = '" + usual + "'");
      }
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw new IllegalStateException(e.getSQLState());
    }
  }

  private static boolean isSeen(Statement statement) throws SQLException {
    String now = strings(statement, "select pg_current_xact_id()::xid::text").get(0);
    for (int i = 0; i < LOOKS; i++) {
      if (strings(statement, ELDERS.formatted(now)).isEmpty()) {
        return false;
      }
      statement.execute("select pg_sleep(0.1)");
    }
    return true;
  }

  /** Statistics after the tables: of what is left. */
  private static void writeAnew(Statement statement) throws SQLException {
    for (String table : strings(statement, TABLES)) {
      statement.execute("vacuum (full, analyze) " + table);
    }
    statement.execute("vacuum (full) pg_catalog.pg_statistic"); // passed over unless we own it
    try {
      statement.execute("checkpoint"); // so that files of before are gone
    } catch (SQLException e) {
      if (!NOT_ALLOWED.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static List<String> strings(Statement statement, String query) throws SQLException {
    var found = new ArrayList<String>();
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  /** How many were erased when that was done; -1 while it is under way or prevented. */
  private long upTo() {
    try {
      Path file = folder.resolve(DONE);
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(long erased) {
    try {
      Files.createDirectories(folder);
      Path next = folder.resolve(DONE + ".next");
      Files.writeString(next, erased + "\n");
      Files.move(next, folder.resolve(DONE), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
