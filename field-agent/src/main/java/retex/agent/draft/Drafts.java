package retex.agent.draft;

import static retex.agent.draft.DraftRefusal.DRAFT_UNKNOWN;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import retex.contract.Micros;

/**
 * Drafts, written to disk at each change before the change is said to be saved, with the history of
 * every field. Changes of one draft come one after the other, so that an edit sees what is on disk
 * and two windows cannot overwrite each other unseen.
 */
@Singleton
public final class Drafts {

  /** Changes of one field within this time are one change: a sentence that is being typed. */
  private static final long BURST = Micros.of(Instant.EPOCH.plus(Duration.ofSeconds(20)));

  private final DraftRows rows;
  private final TransactionOperations<Connection> transactions;
  private final DataSource source;
  private final Clock clock;

  Drafts(
      DraftRows rows,
      TransactionOperations<Connection> transactions,
      DataSource source,
      Clock clock) {
    this.rows = rows;
    this.transactions = transactions;
    this.source = DelegatingDataSource.unwrapDataSource(source);
    this.clock = clock;
  }

  /** A new draft; {@code record} and {@code parent} are empty for a new record. */
  public Draft open(String kind, String instrument, String record, String parent, String content) {
    return rows.save(
        new Draft(
            UUID.randomUUID().toString(), kind, instrument, record, parent, content, 1, now()));
  }

  /** Every draft, the last changed first. */
  public List<Draft> all() {
    return rows.listOrderByChangedAtDesc();
  }

  public Draft find(String id) {
    return rows.findById(id).orElseThrow(() -> DRAFT_UNKNOWN.at("draft").asException());
  }

  /** What was changed in it, the last change first. */
  public List<DraftChange> history(String id) {
    return reading(statements -> statements.changes(id));
  }

  /** The change that {@code undo} would take back. */
  public Optional<DraftChange> lastChange(String id) {
    return reading(statements -> statements.lastStanding(id));
  }

  /**
   * Changes a draft: the edit is made from what is on disk; a refusal in it changes nothing. {@code
   * then} is answered from the same state of the store, before anyone else changes it.
   */
  public <T> T change(String id, Function<Draft, Edit> edit, Function<Changed, T> then) {
    return transactions.executeWrite(
        status -> {
          var statements = new Statements(status.getConnection());
          Draft before = read(statements, id);
          return then.apply(keep(statements, before, edit.apply(before), false));
        });
  }

  /**
   * The same without the framework's transaction, whose price is told in {@code
   * docs/decisions/010-a-save-without-a-mapper.md}. Only where this thread has none, for there is
   * one connection; for the same reason {@code maker} and {@code then} may ask the store for
   * nothing but over the connection given. Nothing changes where {@code maker} makes nothing.
   */
  public <T> Optional<T> changeAlone(String id, Maker maker, Function<Changed, T> then)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean isKept = false;
      try {
        var statements = new Statements(connection);
        Draft before = read(statements, id);
        Optional<Edit> edit = maker.edit(before, connection);
        if (edit.isEmpty()) {
          return Optional.empty();
        }
        T answer = then.apply(keep(statements, before, edit.get(), false));
        connection.commit();
        isKept = true;
        return Optional.of(answer);
      } finally {
        if (!isKept) {
          connection.rollback();
        }
      }
    }
  }

  /** Takes one change back; {@code edit} puts the field's earlier text into its place. */
  public Draft undo(String id, DraftChange change, Function<Draft, Edit> edit) {
    return transactions.executeWrite(
        status -> {
          var statements = new Statements(status.getConnection());
          statements.replace(change.version(), undone(change));
          Draft before = read(statements, id);
          return keep(statements, before, edit.apply(before), true).draft();
        });
  }

  /** Forgets a draft, once submitted or when the evaluator says so. */
  public void discard(String id) {
    rows.deleteById(id);
  }

  private static Draft read(Statements statements, String id) throws SQLException {
    return statements.draft(id).orElseThrow(() -> DRAFT_UNKNOWN.at("draft").asException());
  }

  private Changed keep(Statements statements, Draft before, Edit edit, boolean isUndo)
      throws SQLException {
    String id = before.id();
    long version = before.version();
    Optional<DraftChange> standing = Optional.empty();
    for (Field field : edit.fields()) {
      if (!field.before().equals(field.after())) {
        version++;
        standing = Optional.of(note(statements, id, version, field, isUndo));
      }
    }
    if (isUndo || standing.isEmpty()) {
      standing = statements.lastStanding(id);
    }
    if (version == before.version() && edit.content().equals(before.content())) {
      return new Changed(before, standing); // nothing is new
    }
    Draft after =
        new Draft(
            id,
            before.kind(),
            edit.instrument().orElse(before.instrument()),
            before.record(),
            before.parent(),
            edit.content(),
            version,
            now());
    statements.update(after);
    return new Changed(after, standing);
  }

  private DraftChange note(
      Statements statements, String draft, long version, Field field, boolean isUndo)
      throws SQLException {
    Optional<DraftChange> last = isUndo ? Optional.empty() : statements.last(draft);
    boolean isBurst = last.isPresent() && isBurst(last.get(), field);
    String earlier = isBurst ? last.get().before() : field.before();
    var change =
        new DraftChange(draft, version, now(), field.place(), earlier, field.after(), isUndo);
    if (isBurst) {
      statements.replace(last.get().version(), change);
    } else {
      statements.add(change);
    }
    return change;
  }

  private boolean isBurst(DraftChange last, Field field) {
    long since = now() - last.at();
    return !last.undone()
        && !field.after().isEmpty() // nobody types by emptying
        && last.place().equals(field.place())
        && since >= 0
        && since < BURST;
  }

  private static DraftChange undone(DraftChange it) {
    return new DraftChange(
        it.draft(), it.version(), it.at(), it.place(), it.before(), it.after(), true);
  }

  private <T> T reading(Reading<T> reading) {
    return transactions.executeRead(status -> reading.from(new Statements(status.getConnection())));
  }

  private long now() {
    return Micros.of(clock.instant());
  }

  /** Makes an edit of a draft as it is on disk. */
  public interface Maker {

    /** {@code connection} is the one over which the draft was read. */
    Optional<Edit> edit(Draft draft, Connection connection);
  }

  /** Reads with the statements of one transaction. */
  private interface Reading<T> {
    T from(Statements statements) throws SQLException;
  }

  /** A draft as it is on disk now, and the change that {@code undo} would take back. */
  public record Changed(Draft draft, Optional<DraftChange> undoable) {}

  /** New content, and which fields it changes; {@code instrument} where the draft moves to one. */
  public record Edit(String content, Optional<String> instrument, List<Field> fields) {

    public Edit {
      fields = List.copyOf(fields);
    }

    /** A change of fields alone. */
    public static Edit of(String content, List<Field> fields) {
      return new Edit(content, Optional.empty(), fields);
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Edit[" + fields.size() + "]";
    }
  }

  /** One field's text before and after. */
  public record Field(String place, String before, String after) {

    /** Without content. */
    @Override
    public String toString() {
      return "Field[" + place + "]";
    }
  }
}
