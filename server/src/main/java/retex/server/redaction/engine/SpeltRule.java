package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.DIGIT;
import static retex.server.redaction.engine.WordLists.Kind.NUMBER;
import static retex.server.redaction.engine.WordLists.Kind.PHONETIC;
import static retex.server.redaction.engine.WordLists.Kind.SPELLING;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Letters and figures as they are spelt on the radio: {@code thirty-six papa, victor kilo, four
 * four one}, {@code double-seven, oh-four}, {@code quarante-six décimale cinq}, {@code ZULU ONE}.
 */
final class SpeltRule implements Rule {

  private static final int LONG = 3; // figures in a row that are no number of things
  private static final int GRID = 6; // letters and figures of the shortest square
  private static final Set<String> FIGURES = Set.of("figures", "fig", "figs", "chiffres");
  private static final Set<String> EACH = Set.of("by", "a");
  private static final Set<String> ONES = Set.of("one", "un", "unite", "zero");

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int i = 0; !reading.isJudgment() && i < tokens.size(); i++) {
      Token token = tokens.get(i);
      int called = FIGURES.contains(token.folded()) ? figures(reading, i) : i;
      if (called > i) {
        spans.add(
            reading
                .text()
                .span(
                    token.from(),
                    tokens.get(called).to(),
                    Category.REFERENCE,
                    "pattern",
                    "spelt",
                    0.9));
        i = called;
        continue;
      }
      if (!token.is(PHONETIC) && !isFigure(token) && !token.is(SPELLING)) {
        continue;
      }
      int last = end(reading, i);
      Category category = category(tokens, i, last);
      if (category != null) {
        spans.add(
            reading
                .text()
                .span(token.from(), tokens.get(last).to(), category, "pattern", "spelt", 0.9));
      }
      i = last;
    }
    return spans;
  }

  /** The last token of {@code FIGURES TWO NINER}, or this one. */
  private static int figures(Reading reading, int at) {
    int last = at;
    Token next = reading.near(last, 1);
    while (next != null
        && (isFigure(next) || next.is(SPELLING) || next.figure())
        && reading.isTied(reading.tokens().get(last), next, " -", 1)) {
      last++;
      next = reading.near(last, 1);
    }
    boolean each = next != null && EACH.contains(next.folded()); // figures one by one
    return each ? at : last;
  }

  private static int end(Reading reading, int first) {
    int last = first;
    Token next = reading.near(last, 1);
    while (next != null
        && (next.is(PHONETIC) || isFigure(next) || next.is(SPELLING))
        && reading.isTied(reading.tokens().get(last), next, " ,-", 2)) {
      last++;
      next = reading.near(last, 1);
    }
    return last;
  }

  private static @org.jspecify.annotations.Nullable Category category(
      List<Token> tokens, int first, int last) {
    int letters = 0;
    int figures = 0;
    int spelling = 0;
    for (int i = first; i <= last; i++) {
      Token token = tokens.get(i);
      letters += token.is(PHONETIC) ? 1 : 0;
      figures += isFigure(token) ? 1 : 0;
      spelling += token.is(SPELLING) && !isFigure(token) ? 1 : 0;
    }
    int all = letters + figures + spelling;
    if (letters > 0
        && all > 1
        && (figures > 0 || letters > 1 || ONES.contains(tokens.get(last).folded()))) {
      return all >= GRID ? Category.GRID : Category.CALLSIGN;
    }
    boolean digits = figures >= LONG && ones(tokens, first, last) >= 2;
    if (letters > 0
        || (!digits && (figures < 2 || spelling == 0 || !isDecimal(tokens, first, last)))) {
      return null;
    }
    return all >= GRID ? Category.PHONE : Category.FREQUENCY;
  }

  private static int ones(List<Token> tokens, int first, int last) {
    int most = 0;
    int row = 0;
    for (int i = first; i <= last; i++) {
      boolean one = tokens.get(i).is(DIGIT);
      row = one ? row + 1 : 0;
      most = Math.max(most, row);
    }
    return most;
  }

  private static boolean isDecimal(List<Token> tokens, int first, int last) {
    for (int i = first; i <= last; i++) {
      String word = tokens.get(i).folded();
      if (i > first
          && i < last
          && (word.startsWith("decimal") || word.equals("point") || word.equals("virgule"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFigure(Token token) {
    return token.is(NUMBER) || token.is(DIGIT);
  }
}
