package retex.agent.entry;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;

/**
 * A number as people type it: with a comma for its decimals, or with spaces between thousands. What
 * could be read in two ways, as 1,000, is left as it was typed.
 */
final class TypedNumber {

  private static final Set<String> COUNTS = Set.of("audience.total", "audience.women");
  private static final Pattern SPACED =
      Pattern.compile(
          "(-?)([0-9]{1,3}(?:[ \u00a0\u2009\u202f'’][0-9]{3})+|[0-9]+)(?:[.,]([0-9]+))?");

  private TypedNumber() {}

  /** Whether a field of a form takes a number. */
  static boolean isAsked(String field, java.util.Optional<Instrument> form) {
    return COUNTS.contains(field)
        || field.endsWith(".value")
            && form.flatMap(it -> FormPlaces.find(it, field))
                .filter(it -> it.kind() == CriterionKind.NUMBER)
                .isPresent();
  }

  /** As it is kept. */
  static String plain(String typed) {
    Matcher number = SPACED.matcher(typed.strip());
    if (!number.matches()) {
      return typed;
    }
    String decimals = number.group(3);
    boolean isWhole = number.group(2).chars().allMatch(Character::isDigit);
    if (decimals != null && decimals.length() == 3 && typed.contains(",") && isWhole) {
      return typed; // a thousand, or one and nothing
    }
    String whole = number.group(2).replaceAll("[^0-9]", "");
    return number.group(1) + whole + (decimals == null ? "" : "." + decimals);
  }
}
