package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.server.SomeOldStore;

class DecisionMigrationTest {

  private static final String REVISION = "a".repeat(64);
  private static final String RECORD = "b".repeat(36);

  @TempDir Path folder;

  @Test
  void corrections_of_before_are_kept_and_an_unmasking_of_one_officer_waits_for_a_second()
      throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("retex.db");
    SomeOldStore.migrate(url, "080");
    try (Connection store = DriverManager.getConnection(url);
        var statement = store.createStatement()) {
      statement.execute(
          "insert into revision values (1, '%s', '%s', '%s', 1, 1, x'00', x'00', 1)"
              .formatted(REVISION, RECORD, "c".repeat(32)));
      for (String action : List.of("MASK", "UNMASK")) {
        statement.execute(
            "insert into redaction_edit values ('%s', '%s', 'observations', '%s', 'Amber', 7, 'UNSURE',"
                    .formatted(action, REVISION, action)
                + " 'Why not.', 'olaf', 5)");
      }
    }

    SomeOldStore.migrate(url, "latest");

    assertThat(decisions(url))
        .containsExactly(
            "MASK STANDING " + RECORD + " 7-12 Amber olaf",
            "UNMASK WAITING " + RECORD + " 7-12 Amber olaf");
  }

  private static List<String> decisions(String url) throws SQLException {
    var lines = new ArrayList<String>();
    try (Connection store = DriverManager.getConnection(url);
        var statement = store.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select action, state, record, start_at, end_at, content, actor
                from redaction_decision
                order by id
                """)) {
      while (row.next()) {
        lines.add(
            "%s %s %s %d-%d %s %s"
                .formatted(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getString(6),
                    row.getString(7)));
      }
    }
    return lines;
  }
}
