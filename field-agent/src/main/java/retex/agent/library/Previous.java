package retex.agent.library;

import io.micronaut.serde.ObjectMapper;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/**
 * Evaluations that others made, as far as this laptop may hold them now. What it may no longer hold
 * is overwritten. Each change and its cursor are kept in one transaction. Safe for use by several
 * threads.
 */
@Singleton
public final class Previous {

  private final PreviousRows rows;
  private final LibraryRows cursors;
  private final TransactionOperations<Connection> transactions;
  private final ObjectMapper json;

  Previous(
      PreviousRows rows,
      LibraryRows cursors,
      TransactionOperations<Connection> transactions,
      ObjectMapper json) {
    this.rows = rows;
    this.cursors = cursors;
    this.transactions = transactions;
    this.json = json;
  }

  /** What is known of a unit, by its code, the last evaluation first. */
  public List<PreviousEvaluation> of(String unit) {
    return rows.findByUnitOrderByEndedDesc(unit).stream().map(it -> read(it.content())).toList();
  }

  /** The same by one form, whatever its version. */
  public Optional<PreviousEvaluation> of(String unit, String form) {
    return rows.findById(PreviousEvaluation.key(unit, form)).map(it -> read(it.content()));
  }

  /** The cursor, as headquarters gave it; empty where nothing of the kind came. */
  public Optional<String> cursor() {
    return cursors.findById(LibraryRow.CURSOR + ":PREVIOUS").map(LibraryRow::content);
  }

  /** Keeps what changed, overwrites what is gone. {@code whole}: nothing else is held from now. */
  public void keep(
      boolean whole, List<PreviousEvaluation> changed, List<String> removed, String cursor) {
    transactions.executeWrite(
        status -> {
          if (whole) {
            rows.deleteAll();
          }
          removed.forEach(rows::deleteById);
          for (PreviousEvaluation it : changed) {
            rows.deleteById(it.key());
            rows.save(new PreviousRow(it.key(), it.unit(), it.ended().toEpochDay(), write(it)));
          }
          LibraryRow row = LibraryRow.of(LibraryRow.CURSOR, "PREVIOUS", cursor);
          cursors.deleteById(row.id());
          cursors.save(row);
          return cursor;
        });
  }

  private PreviousEvaluation read(String content) {
    try {
      return json.readValue(content, PreviousEvaluation.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String write(PreviousEvaluation it) {
    try {
      return json.writeValueAsString(it);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
