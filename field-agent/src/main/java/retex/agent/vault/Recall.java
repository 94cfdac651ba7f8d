package retex.agent.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.DB;

/**
 * One thing that was made of the store's content, kept for as long as nothing was written to the
 * store, by this process or by another. It belongs to one connection and goes with it: a locked
 * store leaves nothing of it. Used by the thread that has the connection.
 */
public final class Recall {

  private final SteadyConnection connection;
  private @Nullable Object kept;
  private long changes; // of this connection, when it was kept
  private long version; // of what others wrote, as this connection saw it

  Recall(SteadyConnection connection) {
    this.connection = connection;
  }

  /** That of a connection which the store gave. */
  public static Recall of(Connection connection) throws SQLException {
    return connection.unwrap(SteadyConnection.class).recall();
  }

  /** The connection itself, without what the pool puts around it, for statements alone. */
  public Connection bare() {
    return connection;
  }

  /**
   * What was kept, where it is of this kind and the store is as it was; it is kept no longer.
   * Within a transaction that may write, so that nobody else writes until its end.
   */
  public <T> Optional<T> take(Class<T> kind) throws SQLException {
    Object last = kept;
    kept = null;
    long seen = connection.dataVersion();
    boolean isAsItWas = version == seen && changes == changes();
    version = seen;
    return isAsItWas && kind.isInstance(last) ? Optional.of(kind.cast(last)) : Optional.empty();
  }

  /** Keeps it, once the transaction in which {@link #take} was asked is committed. */
  public void keep(Object made) throws SQLException {
    changes = changes();
    kept = made;
  }

  void forget() {
    kept = null;
  }

  boolean isEmpty() {
    return kept == null;
  }

  private long changes() throws SQLException {
    DB engine = connection.getDatabase();
    return engine.total_changes();
  }
}
