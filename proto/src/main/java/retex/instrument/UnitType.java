package retex.instrument;

import static retex.instrument.InstrumentRefusal.CODE_MALFORMED;

/** A type of unit, such as {@code infantry-battalion}. */
public record UnitType(String value) {

  public UnitType {
    if (!Codes.isCode(value)) {
      throw CODE_MALFORMED.at("unit type").asException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
