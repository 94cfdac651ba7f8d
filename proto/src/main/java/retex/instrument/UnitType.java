package retex.instrument;

import static retex.instrument.InstrumentRefusal.CODE_MALFORMED;

import java.util.List;

/** A type of unit, such as {@code infantry-battalion}. */
public record UnitType(String value) {

  public UnitType {
    if (!Codes.isCode(value)) {
      throw CODE_MALFORMED.at("unit type").asException();
    }
  }

  /** Whether such units are of the police component: {@code police} is a word of the code. */
  public boolean isPolice() {
    return List.of(value.split("-")).contains("police");
  }

  @Override
  public String toString() {
    return value;
  }
}
