package retex.refusal;

import java.util.Objects;

/**
 * An expected "no": why, and where. {@code where} names a field, a line or a position and never
 * carries content of a record.
 */
public record Refusal(RefusalCode code, String where) {

  public Refusal {
    Objects.requireNonNull(code);
    Objects.requireNonNull(where);
  }

  /** The exception that ends the present call with this refusal. */
  public RefusedException asException() {
    return new RefusedException(this);
  }

  @Override
  public String toString() {
    return where.isEmpty() ? code.name() : code.name() + " at " + where;
  }
}
