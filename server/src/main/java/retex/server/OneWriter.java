package retex.server;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.data.connection.ConnectionStatus;
import io.micronaut.data.connection.support.AbstractConnectionOperations;
import io.micronaut.data.connection.support.ConnectionCustomizer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;

/**
 * Lets one transaction write at a time on PostgreSQL, as SQLite does by itself: whatever may write
 * takes one lock of the database before it reads anything, and holds it until it is committed. What
 * only reads takes none and never waits. See docs/decisions/016.
 */
@Singleton
@Requires(property = "retex.database", value = "postgresql")
final class OneWriter
    implements BeanCreatedEventListener<AbstractConnectionOperations<Connection>>,
        ConnectionCustomizer<Connection> {

  /** "retex" in ASCII: of all programs in this database. Released by commit and by rollback. */
  private static final String LOCK = "select pg_advisory_xact_lock(491328398712)";

  @Override
  public AbstractConnectionOperations<Connection> onCreated(
      BeanCreatedEvent<AbstractConnectionOperations<Connection>> event) {
    event.getBean().addConnectionCustomizer(this);
    return event.getBean();
  }

  @Override
  public <R> Function<ConnectionStatus<Connection>, R> intercept(
      Function<ConnectionStatus<Connection>, R> operation) {
    return status ->
        status.isNew() && !status.getDefinition().isReadOnly().orElse(false)
            ? alone(status, operation)
            : operation.apply(status);
  }

  /** A statement without a transaction of its own is one with this; a transaction joins it. */
  private static <R> R alone(
      ConnectionStatus<Connection> status, Function<ConnectionStatus<Connection>, R> operation) {
    Connection connection = status.getConnection();
    boolean isDone = false;
    try {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(LOCK);
      }
      R result = operation.apply(status);
      connection.commit();
      isDone = true;
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getSQLState());
    } finally {
      giveBack(connection, isDone);
    }
  }

  /** What cannot be given back as it was is given up, which frees the lock, too. */
  private static void giveBack(Connection connection, boolean isDone) {
    try {
      if (!isDone) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    } catch (SQLException broken) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        throw new IllegalStateException(e.getSQLState());
      }
    }
  }
}
