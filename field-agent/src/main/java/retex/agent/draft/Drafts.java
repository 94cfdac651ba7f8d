package retex.agent.draft;

import static retex.agent.draft.DraftRefusal.DRAFT_UNKNOWN;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import retex.agent.vault.Recall;
import retex.agent.vault.Unsent;
import retex.contract.Micros;

/**
 * Drafts, written to disk at each change before the change is said to be saved, with the history of
 * every field. Changes of one draft come one after the other, so that an edit sees what is on disk
 * and two windows cannot overwrite each other unseen.
 */
@Singleton
public final class Drafts implements Unsent {

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

  @Override
  public long drafts() {
    return rows.count();
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
          var noting = new Noting(statements, before, null, false, now());
          return then.apply(keep(statements, before, edit.apply(before), noting));
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
        Recall recall = Recall.of(connection);
        var statements = new Statements(recall.bare());
        Known known = known(recall, id);
        Draft before = known == null ? read(statements, id) : known.draft();
        Object made = known == null ? null : known.made();
        Optional<Edit> edit = maker.edit(new Opened(before, recall.bare(), made));
        if (edit.isEmpty()) {
          return Optional.empty();
        }
        DraftChange last = known == null ? null : known.last();
        var noting = new Noting(statements, before, last, false, now());
        Changed changed = keep(statements, before, edit.get(), noting);
        T answer = then.apply(changed);
        connection.commit();
        isKept = true;
        DraftChange noted = noting.noted();
        if (noted != null) {
          recall.keep(new Known(changed.draft(), noted, maker.made()));
        }
        return Optional.of(answer);
      } finally {
        if (!isKept) {
          connection.rollback();
        }
      }
    }
  }

  /**
   * Takes the change back, with all that were made by the same act; {@code edit} puts their earlier
   * texts into their places.
   */
  public Draft undo(String id, DraftChange change, Function<Draft, Edit> edit) {
    return transactions.executeWrite(
        status -> {
          var statements = new Statements(status.getConnection());
          statements.takeBack(id, change.edit());
          Draft before = read(statements, id);
          var noting = new Noting(statements, before, null, true, now());
          return keep(statements, before, edit.apply(before), noting).draft();
        });
  }

  /** Forgets a draft, once submitted or when the evaluator says so. */
  public void discard(String id) {
    rows.deleteById(id);
  }

  private static Draft read(Statements statements, String id) throws SQLException {
    return statements.draft(id).orElseThrow(() -> DRAFT_UNKNOWN.at("draft").asException());
  }

  private static @Nullable Known known(Recall recall, String id) throws SQLException {
    Optional<Known> known = recall.take(Known.class);
    return known.isPresent() && known.get().draft().id().equals(id) ? known.get() : null;
  }

  private static Changed keep(Statements statements, Draft before, Edit edit, Noting noting)
      throws SQLException {
    for (Field field : edit.fields()) {
      noting.note(field, edit.fields().size() == 1);
    }
    DraftChange last = noting.noted();
    if (last == null && edit.content().equals(before.content())) {
      return new Changed(before, noting.undoable()); // nothing is new
    }
    Draft after =
        new Draft(
            before.id(),
            before.kind(),
            edit.instrument().orElse(before.instrument()),
            before.record(),
            before.parent(),
            edit.content(),
            noting.version(),
            noting.now());
    if (last == null) {
      statements.update(after);
    } else {
      statements.update(after, last);
    }
    return new Changed(after, noting.undoable());
  }

  private <T> T reading(Reading<T> reading) {
    return transactions.executeRead(status -> reading.from(new Statements(status.getConnection())));
  }

  private long now() {
    return Micros.of(clock.instant());
  }

  /** Makes an edit of a draft as it is on disk. */
  public interface Maker {

    Optional<Edit> edit(Opened draft);

    /** What the next edit of the same draft may begin with, where nothing is written meanwhile. */
    Object made();
  }

  /**
   * A draft as it is on disk, the connection over which it was read, and what was made of it at its
   * last change, where nobody has written anything since.
   */
  public record Opened(Draft draft, Connection connection, @Nullable Object made) {}

  /** A draft after a change that was kept: {@code last}, and what its maker made of it. */
  private record Known(Draft draft, DraftChange last, Object made) {

    /** Without content. */
    @Override
    public String toString() {
      return "Known[]";
    }
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
