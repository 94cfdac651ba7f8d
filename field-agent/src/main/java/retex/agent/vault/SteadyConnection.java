package retex.agent.vault;

import static org.sqlite.core.Codes.SQLITE_DONE;
import static org.sqlite.core.Codes.SQLITE_ROW;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.DB;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection of the driver that keeps its prepared statements, and begins a transaction when
 * something is asked of it: the driver prepares anew each time, and begins the next transaction
 * with each commit, of which half is a lock taken for nothing. Used by one thread at a time.
 */
final class SteadyConnection extends JDBC4Connection {

  private static final int MOST_KEPT = 64; // statements; all that pages and commands say are fewer

  // The engine registers its ciphers after it says that it is there: whoever opens a store for the
  // first time meanwhile would find none. So the first connection is made before any other.
  static {
    try {
      new JDBC4Connection("jdbc:sqlite::memory:", ":memory:", new Properties()).close();
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Map<String, Kept> kept = new HashMap<>();
  private final Recall recall = new Recall(this);
  private @Nullable Kept begin; // these three are never closed: the driver would read them anew
  private @Nullable Kept commit;
  private @Nullable Kept dataVersion;
  private boolean isBetween; // after a commit, before the next transaction was begun

  SteadyConnection(Path file, Properties properties) throws SQLException {
    super("jdbc:sqlite:" + file, file.toString(), properties);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    checkCursor(type, concurrency, holdability);
    begin();
    Kept known = kept.remove(sql);
    return known == null ? new Kept(sql) : known.takenOut();
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    begin();
    return super.createStatement(type, concurrency, holdability);
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    begin();
    return super.setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    begin();
    return super.setSavepoint(name);
  }

  @Override
  public void commit() throws SQLException {
    checkOpen();
    if (getAutoCommit()) {
      throw new SQLException("database in auto-commit mode");
    }
    if (!isBetween) {
      if (commit == null) {
        commit = new Kept("commit");
      }
      run(commit);
      isBetween = true;
    }
  }

  @Override
  public void close() throws SQLException {
    recall.forget();
    super.close();
  }

  /** What was made of the store as it is. */
  Recall recall() {
    return recall;
  }

  /** Another number once another connection has written; as the running transaction sees it. */
  long dataVersion() throws SQLException {
    checkOpen();
    begin();
    Kept asked = dataVersion;
    if (asked == null) {
      asked = new Kept("pragma data_version");
      dataVersion = asked;
    }
    int said = asked.pointer.safeRunInt(DB::step);
    long version = asked.pointer.safeRunLong(SteadyConnection::first);
    asked.pointer.safeRunInt(DB::reset);
    if (said != SQLITE_ROW) {
      getDatabase().throwex(said);
    }
    return version;
  }

  private static long first(DB engine, long statement) throws SQLException {
    return engine.column_long(statement, 0);
  }

  @Override
  public void setAutoCommit(boolean wanted) throws SQLException {
    if (wanted && isBetween) {
      isBetween = false;
      getConnectionConfig().setAutoCommit(true); // nothing is open that would be committed
    } else if (!wanted && getAutoCommit()) {
      checkOpen();
      getConnectionConfig().setAutoCommit(false);
      isBetween = true;
      begin();
    } else {
      super.setAutoCommit(wanted);
    }
  }

  /**
   * A full disk makes the engine roll back by itself (sqlite.org/lang_transaction.html): there is
   * then nothing to roll back, and to say so would hide what had happened.
   */
  @Override
  public void rollback() throws SQLException {
    checkOpen();
    if (getAutoCommit()) {
      throw new SQLException("database in auto-commit mode");
    }
    if (isBetween) {
      return;
    }
    try {
      getDatabase().exec("rollback;", false);
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
    isBetween = true;
  }

  /** The driver refuses a change of its read-only flag, which Micronaut Data asks for: a hint. */
  @Override
  public void setReadOnly(boolean readOnly) {
    // every connection of the laptop may write
  }

  private void begin() throws SQLException {
    if (isBetween) {
      if (begin == null) {
        begin = new Kept(transactionPrefix());
      }
      run(begin); // fails where another program is writing
      isBetween = false;
    }
  }

  /** Runs what answers nothing. */
  private void run(Kept statement) throws SQLException {
    int said = statement.pointer.safeRunInt(DB::step);
    statement.pointer.safeRunInt(DB::reset);
    if (said != SQLITE_DONE) {
      getDatabase().throwex(said);
    }
  }

  /** A statement that waits for its next use when it is closed, and holds nothing meanwhile. */
  private final class Kept extends JDBC4PreparedStatement {

    private boolean isOut = true;
    private String @Nullable [] columns; // the driver asks their names anew at each execution

    Kept(String sql) throws SQLException {
      super(SteadyConnection.this, sql);
    }

    Kept takenOut() {
      isOut = true;
      return this;
    }

    @Override
    public boolean execute() throws SQLException {
      begin();
      return super.execute();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
      begin();
      return super.executeQuery();
    }

    /** Called by the driver once it has executed; until then it forgets the names itself. */
    @Override
    public ResultSet getResultSet() throws SQLException {
      rs.colsMeta = columns;
      ResultSet result = super.getResultSet();
      if (sql.indexOf('*') < 0) { // else a migration may change them
        columns = rs.colsMeta;
      }
      return result;
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
      begin();
      return super.executeLargeUpdate();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
      begin();
      return super.executeLargeBatch();
    }

    @Override
    public boolean isClosed() {
      return !isOut || super.isClosed();
    }

    @Override
    public void close() throws SQLException {
      if (!isOut) {
        return;
      }
      isOut = false;
      boolean isUsable = !SteadyConnection.this.isClosed() && !pointer.isClosed();
      if (!isUsable || kept.size() >= MOST_KEPT || kept.containsKey(sql)) {
        super.close();
        return;
      }
      rs.close();
      pointer.safeRunInt(DB::reset);
      pointer.safeRunConsume(DB::clear_bindings);
      forgetBound();
      batchPos = 0;
      batchQueryCount = 0;
      setMaxRows(0);
      setQueryTimeout(0);
      kept.put(sql, this);
    }

    /** What was bound is content; the place for it is used again. */
    private void forgetBound() {
      if (batch != null && batch.length == paramCount) {
        Arrays.fill(batch, null);
      } else {
        batch = null;
      }
    }
  }
}
