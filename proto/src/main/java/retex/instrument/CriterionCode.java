package retex.instrument;

import static retex.instrument.InstrumentRefusal.CODE_MALFORMED;

/** A criterion's code, unique within its instrument: letters, digits, dot, dash; at most 40. */
public record CriterionCode(String value) implements Comparable<CriterionCode> {

  public CriterionCode {
    if (!Codes.isCode(value)) {
      throw CODE_MALFORMED.at("criterion").asException();
    }
  }

  @Override
  public int compareTo(CriterionCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
