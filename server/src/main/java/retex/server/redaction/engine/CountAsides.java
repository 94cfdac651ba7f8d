package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.NUMBER;

import java.util.Set;

/**
 * What is told of some of those that were counted: {@code four tubes, one with a cracked sight},
 * {@code onze tourets, deux vides}, {@code sixty men, of whom a third on leave}. An aside goes up
 * to the end of its part of the sentence, if that is near.
 */
final class CountAsides {

  private static final int LONGEST = 8; // tokens of an aside
  private static final int DIGITS = 3; // of a number of some
  private static final Set<String> OTHERS =
      Set.of("rest", "reste", "other", "others", "autre", "autres", "second", "third", "moitie");
  private static final Set<String> ARTICLES = Set.of("the", "le", "la", "l", "les");
  private static final Set<String> ONE =
      Set.of("one", "un", "une", "none", "half", "aucun", "aucune");
  private static final Set<String> WHOM = Set.of("dont", "of");
  private static final Set<String> RELATIVE = Set.of("which", "whom", "them", "these");

  private CountAsides() {}

  /** The last token of the asides behind this one, or this one. */
  static int end(Reading reading, int counted) {
    int last = counted;
    while (begins(reading, last)) {
      int end = endOfPart(reading, last + 1);
      if (end < 0) {
        return last;
      }
      last = end;
    }
    return last;
  }

  private static boolean begins(Reading reading, int at) {
    Token next = reading.near(at, 1);
    if (next == null) {
      return false;
    }
    String gap = reading.gap(reading.tokens().get(at), next);
    Token after = reading.near(at, 2);
    boolean whom =
        WHOM.contains(next.folded())
            && (next.folded().equals("dont")
                || (after != null && RELATIVE.contains(after.folded())));
    if (whom) {
      return gap.length() <= 2;
    }
    if (!gap.equals(", ") && !gap.equals(" (")) {
      return false;
    }
    boolean others =
        after != null && ARTICLES.contains(next.folded()) && OTHERS.contains(after.folded());
    boolean figure = next.figure() && next.length() <= DIGITS;
    boolean some = ONE.contains(next.folded()) || next.is(NUMBER) || figure;
    return others || (some && after != null && !CountRule.TIMES.contains(after.folded()));
  }

  /** The last token before the next mark, or -1 where none is near. */
  private static int endOfPart(Reading reading, int first) {
    for (int i = first; i < first + LONGEST; i++) {
      Token next = reading.near(i, 1);
      if (next == null) {
        return i;
      }
      String gap = reading.gap(reading.tokens().get(i), next);
      if (gap.indexOf(',') >= 0 || gap.indexOf(';') >= 0 || gap.indexOf(')') >= 0) {
        return i;
      }
    }
    return -1;
  }
}
