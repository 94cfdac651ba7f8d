package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.COUNTED;
import static retex.server.redaction.engine.WordLists.Kind.HELD;
import static retex.server.redaction.engine.WordLists.Kind.NUMBER;

import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a sentence by their marks, and the numbers, people and means told in them. */
final class Clauses {

  private static final int RATING = 5;
  private static final Set<String> RATED = Set.of("5", "five", "cinq", "10", "ten", "dix");
  private static final Set<String> BOTH = Set.of("les", "des", "aux");
  private static final Set<String> SIDES = // of which there are two anyway, or what is done twice
      Set.of(
          ("rives berges bords côtés bouts extrémités sens directions langues versants flancs faces"
                  + " passages essais tests exercices manières façons méthodes")
              .split(" "));
  private static final Set<String> MONTHS =
      Set.of(
          ("january february march april may june july august september october november december"
                  + " janvier fevrier mars avril mai juin juillet aout septembre octobre novembre"
                  + " decembre jan feb mar apr jun jul aug sep sept oct nov dec")
              .split(" "));

  private Clauses() {}

  /** Whether people or means are named. */
  static boolean counts(Reading reading, int first, int end) {
    for (int i = first; i < end; i++) {
      Token token = reading.tokens().get(i);
      if (token.is(HELD) || token.is(COUNTED)) {
        return true;
      }
    }
    return false;
  }

  static boolean holds(Reading reading, int first, int end) {
    for (int i = first; i < end; i++) {
      if (reading.tokens().get(i).is(HELD)) {
        return true;
      }
    }
    return false;
  }

  static int numbers(Reading reading, int first, int end) {
    int numbers = 0;
    boolean inside = false;
    for (int i = first; i < end; i++) {
      boolean number = isNumber(reading, i, end) || reading.tokens().get(i).is(Numeral.PART);
      numbers += number && !inside ? 1 : 0;
      inside = number;
    }
    return numbers;
  }

  /** A number that is neither a length of time or way, a percentage nor a rating. */
  static boolean isNumber(Reading reading, int at, int end) {
    Token token = reading.tokens().get(at);
    if (!token.figure() && !token.is(NUMBER)) {
      return false;
    }
    Token next = reading.near(at, 1);
    if (isBoth(reading, at, next)) {
      return false;
    }
    Token second = reading.near(at, 2);
    Token before = reading.near(at, -1);
    boolean date =
        (next != null && isMonth(next))
            || (before != null && isMonth(before))
            || (token.figure() && (token.length() > 3 || isDecimal(reading, token, before, next)));
    if (date) {
      return false;
    }
    boolean measure =
        next != null
            && (CountRule.TIMES.contains(next.folded())
                || FigureRule.isMeasure(next.folded())
                || (second != null
                    && next.is(NUMBER)
                    && (CountRule.TIMES.contains(second.folded()))));
    Token third = reading.near(at, -2);
    boolean often = // every second one of a day
        before != null
            && third != null
            && before.folded().equals("sur")
            && (third.folded().endsWith("di") || third.folded().equals("dimanche"));
    boolean day = next != null && !token.figure() && next.folded().endsWith("di");
    boolean rating =
        next != null
            && second != null
            && (next.folded().equals("of") || next.folded().equals("sur"))
            && RATED.contains(second.folded());
    String text = reading.text().text();
    boolean slash =
        token.figure()
            && token.to() + 1 < text.length()
            && (text.charAt(token.to()) == '%'
                || text.charAt(token.to()) == '/'
                || text.charAt(token.to() + 1) == '%'
                || (text.charAt(token.to()) == ':'
                    && Character.isDigit(text.charAt(token.to() + 1))));
    return !measure && !rating && !often && !day && !slash && token.length() <= RATING * 2;
  }

  /** {@code les deux rives}, {@code aux deux passages}: both, where nothing held is told. */
  private static boolean isBoth(Reading reading, int at, @Nullable Token next) {
    Token before = reading.near(at, -1);
    Token token = reading.tokens().get(at);
    return before != null
        && next != null
        && token.folded().equals("deux")
        && BOTH.contains(before.folded())
        && SIDES.contains(next.lower())
        && reading.isTied(before, token, " ", 1)
        && reading.isTied(token, next, " ", 1)
        && !isOfCounted(reading, at);
  }

  /** Whether people or means are named up to the next semicolon or full stop on either side. */
  private static boolean isOfCounted(Reading reading, int at) {
    int sentence = reading.tokens().get(at).sentence();
    int first = at;
    while (first > reading.firstToken(sentence) && !isStop(reading, first)) {
      first--;
    }
    int end = at + 1;
    while (end < reading.firstToken(sentence + 1) && !isStop(reading, end)) {
      end++;
    }
    return counts(reading, first, end);
  }

  private static boolean isStop(Reading reading, int at) {
    String gap = reading.gap(reading.tokens().get(at - 1), reading.tokens().get(at));
    return gap.contains(". ") || gap.contains(";");
  }

  /** A figure of a decimal or of degrees. */
  private static boolean isDecimal(
      Reading reading, Token token, @Nullable Token before, @Nullable Token next) {
    String text = reading.text().text();
    return (before != null && before.figure() && reading.gap(before, token).equals("."))
        || (next != null && next.figure() && reading.gap(token, next).equals("."))
        || (token.to() < text.length() && "°'\"".indexOf(text.charAt(token.to())) >= 0);
  }

  private static boolean isMonth(Token token) {
    return MONTHS.contains(token.folded());
  }

  /** What ends a clause before this token: a semicolon, a colon, a dash or a new line, or 0. */
  static char mark(Reading reading, int at) {
    Token left = reading.tokens().get(at - 1);
    Token right = reading.tokens().get(at);
    int gap = right.from() - left.to();
    if (gap < 2) {
      return 0;
    }
    String between = reading.gap(left, right);
    if (between.indexOf(':') >= 0 || between.indexOf('?') >= 0) {
      return ':';
    }
    boolean ends =
        between.indexOf(';') >= 0
            || between.indexOf('—') >= 0
            || between.indexOf('–') >= 0
            || between.indexOf('\n') >= 0 && gap > 2
            || between.contains(" - ")
            || between.indexOf('"') >= 0;
    return ends ? ';' : 0;
  }

  static boolean isComma(Reading reading, int at) {
    int from = at > 0 ? reading.tokens().get(at - 1).to() : reading.tokens().get(at).from();
    for (int i = from; i < reading.tokens().get(at).from(); i++) {
      if (reading.text().text().charAt(i) == ',') {
        return true;
      }
    }
    return false;
  }

  /** The phrases of the lists of sentences that begin there. */
  static BitSet heard(Reading reading, int first, int end) {
    var heard = new BitSet();
    for (int i = first; i < end; i++) {
      reading.tokens().get(i).word().phrases().at(reading.tokens(), i, heard);
    }
    return heard;
  }
}
