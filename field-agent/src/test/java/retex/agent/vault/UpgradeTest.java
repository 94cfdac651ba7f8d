package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.refusal.RefusedException;

class UpgradeTest {

  private static final String MIGRATIONS = "/db/migration/agent";

  @TempDir private Path folder;
  private Path store;
  private EncryptedConnections connections;

  @BeforeEach
  void a_store_of_the_version_before() throws IOException, SQLException {
    store = folder.resolve("retex.db");
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    connections = new EncryptedConnections(store, key);
    write("steps/V1__one.sql", "create table note (text text not null);");
    upgrade();
    try (var connection = connections.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("insert into note values ('kept')");
    }
  }

  @Test
  void an_upgrade_keeps_what_was_written() throws IOException, SQLException {
    write("steps/V2__two.sql", "alter table note add column language text;");

    upgrade();

    assertThat(notes()).isEqualTo("kept");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_failed_upgrade_leaves_the_store_as_the_version_before_knew_it()
      throws IOException, SQLException {
    write("steps/V2__two.sql", "delete from note;");
    write("steps/V3__three.sql", "this is not a statement;");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::upgrade)
        .withMessageContaining("UPGRADE_FAILED");

    Files.delete(folder.resolve("steps/V2__two.sql"));
    Files.delete(folder.resolve("steps/V3__three.sql"));
    upgrade();
    assertThat(notes()).isEqualTo("kept");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void an_upgrade_cut_in_the_middle_goes_back_first() throws IOException, SQLException {
    Files.copy(store, folder.resolve("retex.db.before-upgrade"));
    try (var connection = connections.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("delete from note");
    }

    upgrade();

    assertThat(notes()).isEqualTo("kept");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_copy_that_another_process_still_needs_is_not_taken_for_a_crash()
      throws IOException, SQLException {
    Files.copy(store, folder.resolve("retex.db.before-upgrade"));
    try (var connection = connections.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("update note set text = 'brought over'");
    }

    try (var other = FileChannel.open(folder.resolve("retex.db.lock"), StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      var upgrade = new Upgrade(store, folder -> Long.MAX_VALUE, Duration.ofMillis(100));

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> upgrade.run(connections, "filesystem:" + folder.resolve("steps")))
          .withMessageContaining("UPGRADE_RUNNING");
    }

    assertThat(notes()).isEqualTo("brought over");
    assertThat(leftovers()).containsExactly("retex.db.before-upgrade");
  }

  @Test
  void a_disk_without_room_for_the_copy_is_told_and_nothing_is_begun()
      throws IOException, SQLException {
    write("steps/V2__two.sql", "delete from note;");
    var upgrade = new Upgrade(store, folder -> 1000, Duration.ZERO);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> upgrade.run(connections, "filesystem:" + folder.resolve("steps")))
        .withMessageContaining("DISK_FULL");

    assertThat(notes()).isEqualTo("kept");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void the_history_of_a_draft_is_kept_when_it_moves_into_one_page() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    Path released = Path.of(Objects.requireNonNull(getClass().getResource(MIGRATIONS)).toURI());
    Files.createDirectories(other.resolve("steps"));
    try (var files = Files.list(released)) {
      for (Path file : files.filter(it -> !name(it).matches("V03[23].*|V085.*")).toList()) {
        Files.copy(file, other.resolve("steps").resolve(name(file)));
      }
    }
    byte[] key = new byte[32];
    var before = new EncryptedConnections(other.resolve("retex.db"), key);
    new Upgrade(other.resolve("retex.db")).run(before, "filesystem:" + other.resolve("steps"));
    run(
        before,
        "insert into draft values ('d', 'EVALUATION', 'i@1', '', '', '{}', 3, 30)",
        "insert into draft values ('new', 'EVALUATION', 'i@1', '', '', '{}', 1, 10)",
        "insert into draft_change values ('d:2', 'd', 2, 20, 'unit.name', '', 'Some', 0)",
        "insert into draft_change values ('d:3', 'd', 3, 30, 'unit.name', 'Some', 'Some One', 1)");

    new Upgrade(other.resolve("retex.db")).run(before, "classpath:db/migration/agent");

    assertThat(text(before, "select group_concat(version || after || undone) from draft_history"))
        .isEqualTo("2Some0,3Some One1");
    assertThat(text(before, "select group_concat(version) from draft_change")).isEqualTo("2");
    assertThat(text(before, "select group_concat(edit) from draft_history")).isEqualTo("2,3");
    assertThat(text(before, "select count(*) from draft_history where draft = 'new'"))
        .isEqualTo("0");
    run(before, "delete from draft where id = 'd'");
    assertThat(text(before, "select count(*) from draft_history")).isEqualTo("0");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void run(EncryptedConnections on, String... statements) throws SQLException {
    try (var connection = on.getConnection();
        var statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static String text(EncryptedConnections in, String query) throws SQLException {
    try (var connection = in.getConnection();
        var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void upgrade() {
    new Upgrade(store).run(connections, "filesystem:" + folder.resolve("steps"));
  }

  private void write(String file, String sql) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), sql);
  }

  private String notes() throws SQLException {
    try (var connection = connections.getConnection();
        var rows = connection.createStatement().executeQuery("select text from note")) {
      return rows.next() ? rows.getString(1) : "none";
    }
  }

  private String[] leftovers() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.contains("upgrade"))
          .toArray(String[]::new);
    }
  }
}
