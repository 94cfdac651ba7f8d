package retex.server.device;

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

class ScopeMigrationTest {

  private static final String DEVICE = "d".repeat(32);
  private static final String SPENT = "a".repeat(64);
  private static final String FRESH = "b".repeat(64);

  @TempDir private Path folder;

  @Test
  void only_a_token_that_nobody_spent_keeps_a_scope_to_give() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("retex.db");
    SomeOldStore.migrate(url, "035");
    try (Connection store = DriverManager.getConnection(url);
        var statement = store.createStatement()) {
      statement.execute(
          "insert into enrolment_token values ('%s', 9, '%s'), ('%s', 9, '')"
              .formatted(SPENT, DEVICE, FRESH));
      for (String holder : List.of(DEVICE, SPENT, FRESH)) {
        statement.execute(
            "insert into device_scope values ('%s', 'M-1', 'TRAINER')".formatted(holder));
      }
    }

    SomeOldStore.migrate(url, "latest");

    assertThat(holders(url)).containsExactlyInAnyOrder(DEVICE, FRESH);
  }

  private static List<String> holders(String url) throws SQLException {
    var holders = new ArrayList<String>();
    try (Connection store = DriverManager.getConnection(url);
        var statement = store.createStatement();
        ResultSet row = statement.executeQuery("select holder from device_scope")) {
      while (row.next()) {
        holders.add(row.getString(1));
      }
    }
    return holders;
  }
}
