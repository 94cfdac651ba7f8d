package retex.instrument;

import static retex.instrument.InstrumentRefusal.CODE_MALFORMED;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A criterion's code, unique within its instrument: letters, digits, dot, dash; at most 40. */
public record CriterionCode(String value) implements Comparable<CriterionCode> {

  private static final Pattern ITEM = Pattern.compile("(.+)\\.([1-9][0-9]?)");

  public CriterionCode {
    if (!Codes.isCode(value)) {
      throw CODE_MALFORMED.at("criterion").asException();
    }
  }

  /** The code of the same criterion in one item of a repeated area. */
  public CriterionCode item(int number) {
    return new CriterionCode(value + "." + number);
  }

  /** What a code says when it is one of a repeated area: {@code V1.2} is item 2 of V1. */
  public Optional<Item> item() {
    var match = ITEM.matcher(value);
    return match.matches() && Codes.isCode(match.group(1))
        ? Optional.of(new Item(new CriterionCode(match.group(1)), Integer.parseInt(match.group(2))))
        : Optional.empty();
  }

  /** One item of a repeated criterion, counted from 1. */
  public record Item(CriterionCode of, int number) {}

  /** As a record's own, which the small compiler makes slow: each save asks some hundred times. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CriterionCode code && code.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
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
