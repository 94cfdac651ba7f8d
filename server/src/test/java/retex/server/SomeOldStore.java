package retex.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** What a store held when the program had fewer migrations. */
public final class SomeOldStore {

  private SomeOldStore() {}

  /**
   * Copies the closed store of {@code now} to {@code then}, with the tables and columns that there
   * were up to a migration.
   */
  public static void upTo(String migration, Path now, Path then) throws IOException, SQLException {
    copyFiles(now, then);
    String url = "jdbc:sqlite:" + then.resolve("retex.db");
    migrate(url, migration);
    try (Connection store = DriverManager.getConnection(url);
        Statement statement = store.createStatement()) {
      statement.execute("attach '" + now.resolve("retex.db") + "' as present");
      for (String table :
          strings(
              statement,
              "select name from sqlite_master where type = 'table' and name not like 'flyway%'"
                  + " and name not like 'sqlite%'")) {
        String columns =
            String.join(
                ", ", strings(statement, "select name from pragma_table_info('" + table + "')"));
        statement.execute(
            "insert or ignore into main.%s (%s) select %s from present.%s"
                .formatted(table, columns, columns, table));
      }
    }
  }

  /** Runs the migrations of the store at {@code url} up to one of them, or to {@code latest}. */
  public static void migrate(String url, String migration) {
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:db/migration/sqlite")
        .target(migration)
        .load()
        .migrate();
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (!file.getFileName().toString().startsWith("retex.db")) {
          Files.copy(file, copy);
        }
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
}
