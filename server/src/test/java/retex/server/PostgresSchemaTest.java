package retex.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both dialects have the same tables: what SQLite has is made a second time in PostgreSQL, in a
 * schema of its own, and both are read back as PostgreSQL understands them.
 */
class PostgresSchemaTest {

  private static final String COLUMNS =
      """
      select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default,
        collation_name)
      from information_schema.columns
      where table_schema = current_schema()
        and table_name <> 'flyway_schema_history'
        and column_name <> 'rowid'
      order by 1
      """;

  private static final String CONSTRAINTS =
      """
      select concat_ws(' ', t.relname, c.contype, pg_get_constraintdef(c.oid))
      from pg_constraint c
      join pg_class t on t.oid = c.conrelid
      where c.connamespace = current_schema()::regnamespace
        and t.relname <> 'flyway_schema_history'
      order by 1
      """;

  private static final String INDEXES =
      """
      select replace(indexdef, ' ON ' || schemaname || '.', ' ON ')
      from pg_indexes
      where schemaname = current_schema()
        and tablename <> 'flyway_schema_history'
      order by 1
      """;

  @TempDir private static Path folder;
  private static Connection lite;
  private static Connection postgres;

  @BeforeAll
  static void migrate() throws SQLException {
    String file = "jdbc:sqlite:" + folder.resolve("retex.db");
    SomeOldStore.migrate(file, "latest");
    String url = SomePostgres.url(folder);
    Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations("classpath:db/migration/postgresql")
        .load()
        .migrate();
    lite = DriverManager.getConnection(file);
    postgres = DriverManager.getConnection(url);
    try (Statement statement = postgres.createStatement()) {
      statement.execute("create schema lite");
      statement.execute("set search_path to lite, public");
      for (String made : ofLite("select sql from sqlite_master where type in ('table', 'index')")) {
        statement.execute(translated(made));
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    lite.close();
    postgres.close();
  }

  @Test
  void columns_are_the_same() throws SQLException {
    same(COLUMNS, 250);
  }

  @Test
  void keys_references_and_checks_are_the_same() throws SQLException {
    same(CONSTRAINTS, 100);
  }

  @Test
  void indexes_are_the_same() throws SQLException {
    same(INDEXES, 50);
  }

  /** To replace is not known there, and to truncate not here. */
  @Test
  void what_is_refused_is_the_same() throws SQLException {
    List<String> ofLite = ofLite("select name from sqlite_master where type = 'trigger'");
    ofLite.removeIf(it -> it.endsWith("_is_never_replaced"));
    List<String> ofPostgres =
        ofPostgres("public", "select tgname from pg_trigger where not tgisinternal");
    List<String> truncated = new ArrayList<>(ofPostgres);
    ofPostgres.removeIf(it -> it.endsWith("_is_never_truncated"));
    truncated.removeAll(ofPostgres);

    assertThat(ofPostgres).hasSizeGreaterThan(30).containsExactlyInAnyOrderElementsOf(ofLite);
    assertThat(truncated)
        .extracting(it -> it.replace("_truncated", "_deleted"))
        .containsExactlyInAnyOrderElementsOf(
            ofLite.stream().filter(it -> it.endsWith("_is_never_deleted")).toList());
  }

  private static void same(String query, int atLeast) throws SQLException {
    assertThat(ofPostgres("public", query))
        .hasSizeGreaterThan(atLeast)
        .containsExactlyElementsOf(ofPostgres("lite, public", query));
  }

  /** The dialects differ in the names of types, and in how a truth is kept. */
  private static String translated(String made) {
    return made.replace("\"", "")
        .replaceAll("(?is)\\)\\s*strict$", ")")
        .replaceAll("(?m)((?:^|,|\\()\\s*revoked) integer\\b", "$1 boolean")
        .replaceAll("(?m)((?:^|,|\\()\\s*\\w+) integer\\b", "$1 bigint")
        .replaceAll("(?m)((?:^|,|\\()\\s*\\w+) blob\\b", "$1 bytea")
        .replaceAll("(?m)((?:^|,|\\()\\s*\\w+) text\\b", "$1 text collate \"C\"")
        .replace("x''", "''");
  }

  private static List<String> ofLite(String query) throws SQLException {
    try (Statement statement = lite.createStatement()) {
      return strings(
          statement, query + " and sql is not null and name not like 'flyway%' order by rowid");
    }
  }

  private static List<String> ofPostgres(String path, String query) throws SQLException {
    try (Statement statement = postgres.createStatement()) {
      statement.execute("set search_path to " + path);
      return strings(statement, query);
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
