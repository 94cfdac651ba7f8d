package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyConnectionTest {

  private static final String ADD = "insert into note (text) values (?)";

  @TempDir private Path folder;
  private Connection connection;
  private Connection other;

  @BeforeEach
  void open() throws SQLException {
    var connections = new EncryptedConnections(folder.resolve("steady.db"), new byte[32]);
    connection = connections.getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("create table note (text text)");
    }
    other = connections.getConnection();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    other.close();
  }

  @Test
  void a_statement_that_was_closed_is_used_again_without_what_was_bound() throws SQLException {
    PreparedStatement first = connection.prepareStatement(ADD);
    first.setString(1, "one");
    first.executeUpdate();
    first.close();
    first.close();
    assertThat(first.isClosed()).isTrue();

    PreparedStatement again = connection.prepareStatement(ADD);
    PreparedStatement beside = connection.prepareStatement(ADD);
    assertThat(again).isSameAs(first);
    assertThat(beside).isNotSameAs(first);
    again.executeUpdate(); // nothing bound: null
    again.close();
    beside.close();

    assertThat(count("select count(*) from note where text is null")).isEqualTo(1);
  }

  @Test
  void columns_keep_their_names_when_a_statement_is_used_again() throws SQLException {
    add("one");
    for (int i = 0; i < 3; i++) {
      try (PreparedStatement select = connection.prepareStatement("select text as said from note");
          ResultSet row = select.executeQuery()) {
        assertThat(row.getMetaData().getColumnName(1)).isEqualTo("said");
        assertThat(row.next()).isTrue();
        assertThat(row.getString("said")).isEqualTo("one");
        assertThat(row.next()).isFalse();
      }
    }
  }

  @Test
  void a_transaction_that_another_program_did_not_let_begin_is_begun_the_next_time()
      throws SQLException {
    connection.setAutoCommit(false);
    add("one");
    connection.commit();
    try (var statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 1");
    }
    connection.commit();
    other.setAutoCommit(false);
    try (var statement = other.createStatement()) {
      statement.execute("insert into note values ('theirs')");
    }

    assertThatThrownBy(() -> add("refused")).isInstanceOf(SQLException.class);
    other.commit();
    add("kept");
    connection.rollback();

    assertThat(count("select count(*) from note where text = 'kept'")).isZero();
  }

  @Test
  void a_result_left_open_holds_no_lock_once_its_statement_is_closed() throws SQLException {
    add("one");
    add("two");
    PreparedStatement select = connection.prepareStatement("select text from note");
    assertThat(select.executeQuery().next()).isTrue();
    select.close();

    other.setAutoCommit(false);
    try (var statement = other.createStatement()) {
      statement.execute("delete from note");
    }
    other.commit();
    other.setAutoCommit(true);
    assertThat(count("select count(*) from note")).isZero();
  }

  @Test
  void between_two_transactions_no_lock_is_held_and_the_next_begins_by_itself()
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setString(1, "kept");
      add.executeUpdate();
      connection.commit();
      try (var statement = other.createStatement()) {
        statement.execute("pragma busy_timeout = 0");
        statement.execute("insert into note (text) values ('of another')"); // the lock is free
      }
      add.setString(1, "rolled back");
      add.executeUpdate(); // begins the next
      connection.rollback();
    }
    connection.setAutoCommit(true);

    assertThat(count("select count(*) from note")).isEqualTo(2);
    assertThat(count("select count(*) from note where text = 'rolled back'")).isZero();
  }

  @Test
  void to_roll_back_or_commit_between_two_changes_nothing() throws SQLException {
    connection.setAutoCommit(false);
    add("kept");
    connection.commit();
    connection.commit();
    connection.rollback();
    connection.setAutoCommit(true);
    add("by itself");

    assertThat(count("select count(*) from note")).isEqualTo(2);
    assertThat(connection.getAutoCommit()).isTrue();
  }

  @Test
  void what_was_made_of_the_store_is_there_until_this_connection_writes() throws SQLException {
    Recall recall = Recall.of(connection);
    connection.setAutoCommit(false);
    assertThat(recall.take(String.class)).isEmpty();
    add("one");
    connection.commit();
    recall.keep("made of one");

    assertThat(recall.take(Integer.class)).isEmpty();
    connection.commit();
    recall.keep("made of one");
    assertThat(recall.take(String.class)).contains("made of one");
    assertThat(recall.take(String.class)).isEmpty(); // taken
    connection.commit();
    recall.keep("made of one");
    add("two");
    assertThat(recall.take(String.class)).isEmpty();
    connection.rollback();
    recall.keep("made of one");
    add("three");
    connection.rollback();
    assertThat(recall.take(String.class)).isEmpty(); // to be sure
  }

  @Test
  void what_was_made_of_the_store_is_gone_when_anyone_else_has_written() throws SQLException {
    Recall recall = Recall.of(connection);
    connection.setAutoCommit(false);
    recall.take(String.class);
    connection.commit();
    recall.keep("made of nothing");
    try (var statement = other.createStatement()) {
      statement.execute("insert into note (text) values ('theirs')");
    }

    assertThat(recall.take(String.class)).isEmpty();
    connection.commit();
    recall.keep("made of theirs");
    try (var statement = other.createStatement()) {
      statement.executeQuery("select count(*) from note").close(); // who reads changes nothing
    }
    assertThat(recall.take(String.class)).contains("made of theirs");
    assertThatThrownBy( // and nobody can write until the end of the transaction
            () -> {
              try (var statement = other.createStatement()) {
                statement.execute("pragma busy_timeout = 1");
                statement.execute("delete from note");
              }
            })
        .isInstanceOf(SQLException.class);
  }

  @Test
  void nothing_that_was_made_of_the_store_outlives_its_connection() throws SQLException {
    Recall recall = Recall.of(connection);
    connection.setAutoCommit(false);
    recall.take(String.class);
    connection.commit();
    recall.keep("made of it");
    assertThat(recall.isEmpty()).isFalse();

    connection.close();

    assertThat(recall.isEmpty()).isTrue();
  }

  private void add(String text) throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setString(1, text);
      add.executeUpdate();
    }
  }

  private long count(String question) throws SQLException {
    try (var statement = other.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }
}
