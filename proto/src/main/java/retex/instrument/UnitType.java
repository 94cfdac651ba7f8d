package retex.instrument;

import static retex.instrument.InstrumentRefusal.CODE_MALFORMED;

import java.util.List;
import java.util.stream.IntStream;

/** A type of unit, such as {@code infantry-battalion}. */
public record UnitType(String value) {

  public UnitType {
    if (!Codes.isCode(value)) {
      throw CODE_MALFORMED.at("unit type").asException();
    }
  }

  /**
   * Whether such units are of the police component: {@code police} is a word of the code, and not
   * that of {@code military-police}, who are soldiers.
   */
  public boolean isPolice() {
    List<String> words = List.of(value.split("-"));
    return IntStream.range(0, words.size())
        .filter(i -> words.get(i).equals("police"))
        .anyMatch(i -> i == 0 || !words.get(i - 1).equals("military"));
  }

  @Override
  public String toString() {
    return value;
  }
}
