package retex.server.redaction.engine;

import java.util.Set;

/** {@code le contrôle à cinq mètres, celui à vingt}: a measure whose unit was told before. */
final class ToldAgain {

  private static final Set<String> ONES = Set.of("celui", "celle", "ceux", "celles");
  private static final Set<String> UNITS =
      Set.of("metre", "metres", "pas", "minute", "minutes", "seconde", "secondes");
  private static final Set<String> CLOCK = Set.of("heure", "heures", "h", "midi", "minuit");

  private ToldAgain() {}

  static boolean isMeasure(Reading reading, int at) {
    Token before = reading.near(at, -1);
    Token one = reading.near(at, -2);
    return before != null
        && one != null
        && before.lower().equals("à")
        && ONES.contains(one.folded())
        && isAfterMeasure(reading, at);
  }

  /** Whether a length of way or time stands before this in the sentence, and no hour. */
  private static boolean isAfterMeasure(Reading reading, int at) {
    boolean measured = false;
    Token token = reading.near(at, -1);
    for (int back = 2; token != null; back++) {
      Token before = reading.near(at, -back);
      if (CLOCK.contains(token.folded())) {
        return false;
      }
      boolean many = before != null && (before.figure() || before.is(WordLists.Kind.NUMBER));
      measured |= many && UNITS.contains(token.folded());
      token = before;
    }
    return measured;
  }
}
