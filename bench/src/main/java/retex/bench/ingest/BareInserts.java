package retex.bench.ingest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that an ingest has left, put into an empty database of the same shape by plain batched
 * JDBC: same tables, indexes, triggers and settings, as many records a transaction.
 */
final class BareInserts {

  private static final List<String> TABLES =
      List.of("revision", "head", "record", "learnt_name"); // in the order of foreign keys

  private final Map<String, List<List<Object>>> rows = new LinkedHashMap<>();

  /** Reads what {@code store} holds. */
  BareInserts(Path store) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        var statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet all = statement.executeQuery("select * from " + table)) {
          var held = new ArrayList<List<Object>>();
          int columns = all.getMetaData().getColumnCount();
          while (all.next()) {
            var row = new ArrayList<Object>();
            for (int i = 1; i <= columns; i++) {
              row.add(all.getObject(i));
            }
            held.add(row);
          }
          rows.put(table, held);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  int count(String table) {
    return of(table).size();
  }

  private List<List<Object>> of(String table) {
    return rows.getOrDefault(table, List.of());
  }

  /** Seconds that it takes to put them into the store at {@code url}, in so many transactions. */
  double seconds(String url, int transactions) {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      for (int i = 0; i < transactions; i++) {
        for (String table : TABLES) {
          List<List<Object>> all = of(table);
          int from = (int) ((long) all.size() * i / transactions);
          int to = (int) ((long) all.size() * (i + 1) / transactions);
          insert(connection, table, all.subList(from, to));
        }
        connection.commit();
      }
      return (System.nanoTime() - start) / 1e9;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insert(Connection connection, String table, List<List<Object>> some)
      throws SQLException {
    if (some.isEmpty()) {
      return;
    }
    String marks = "?,".repeat(some.get(0).size());
    String sql =
        "insert into " + table + " values (" + marks.substring(0, marks.length() - 1) + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<Object> row : some) {
        for (int i = 0; i < row.size(); i++) {
          statement.setObject(i + 1, row.get(i));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
