package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.NUMBER;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers that tell how a drill went, and none of what a unit has: shares, lengths and marks. */
final class Drills {

  private static final Set<String> MINUTES = Set.of("min", "mins", "mn", "minute", "minutes");
  private static final Set<String> OUT_OF = Set.of("sur", "of", "in");
  private static final Set<String> HOURS = Set.of("hour", "hours", "heure", "heures");
  private static final Set<String> TAKING = Set.of("in", "took", "en");
  private static final Set<String> ONES = Set.of("one", "une", "a");
  private static final Set<String> LEADS = Set.of("about", "at", "to", "à", "then", "puis", "de");
  private static final Set<String> WAYS = Set.of("m", "metres", "meters");
  private static final Set<String> TRIALS =
      Set.of("test", "tests", "trial", "trials", "essai", "essais", "epreuve", "epreuves");
  private static final Set<String> TENS = Set.of("10", "ten");
  private static final Set<String> IN = Set.of("in", "from");
  private static final Set<String> SAYING = Set.of("repeating", "redisent", "repetent");
  private static final int SAID = 3; // words from a number to what its people do

  private Drills() {}

  /** The mark of a point of a list, a share of ten, or how many say a thing again. */
  static boolean isNoCount(Reading reading, int at) {
    Token token = reading.tokens().get(at);
    if (token.figure() && FigureRule.isListMark(reading.text().text(), token)) {
      return true;
    }
    for (int far = 2; far <= SAID; far++) {
      Token says = reading.near(at, far);
      if (says != null && SAYING.contains(says.folded())) {
        return true;
      }
    }
    return isInTen(reading, at);
  }

  /** {@code eight men in ten}, at either number. */
  private static boolean isInTen(Reading reading, int at) {
    for (int far = 0; reading.near(at, far) != null && far <= 3; far++) {
      Token ten = reading.tokens().get(at + far);
      Token in = reading.near(at + far, -1);
      boolean share = // its head stands two or three words before ten
          far == 0
              ? isHead(reading.near(at, -2)) || isHead(reading.near(at, -3))
              : far > 1 && isHead(reading.tokens().get(at));
      if (share && in != null && IN.contains(in.folded()) && TENS.contains(ten.folded())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHead(@Nullable Token token) {
    return token != null && (token.figure() ? token.length() == 1 : token.is(NUMBER));
  }

  /**
   * {@code 3 min 40}, {@code one minute fifty}, {@code in four hours twenty}: what a drill took.
   */
  static boolean isAfterMinutes(Reading reading, int at) {
    Token minutes = reading.near(at, -1);
    Token many = reading.near(at, -2);
    Token in = reading.near(at, -3);
    boolean hours = // without what leads it in, an hour of the day
        minutes != null
            && in != null
            && HOURS.contains(minutes.folded())
            && TAKING.contains(in.folded());
    return minutes != null
        && many != null
        && (many.figure() || many.is(WordLists.Kind.NUMBER) || ONES.contains(many.folded()))
        && (hours || MINUTES.contains(minutes.folded()))
        && reading.isTied(minutes, reading.tokens().get(at), " ", 1);
  }

  /** {@code zero at 100 m, then talk about 300}: a second length whose unit was told before. */
  static boolean isSecondRange(Reading reading, int at) {
    Token range = reading.tokens().get(at);
    Token led = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean round = range.length() == 3 && range.written().endsWith("0");
    boolean ends = next == null || !reading.isTied(range, next, " ", 1);
    if (!round || !ends || led == null || !LEADS.contains(led.lower())) {
      return false;
    }
    for (int back = -2; reading.near(at, back - 1) != null; back--) {
      Token unit = reading.near(at, back);
      Token many = reading.near(at, back - 1);
      boolean way = unit != null && many != null && many.figure() && WAYS.contains(unit.folded());
      if (way) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code at the brake test 11 straps of 12}: what held or hit at a test; answers its end or -1.
   */
  static int endOfTried(Reading reading, int first, int last) {
    Token of = reading.near(last, 2);
    Token all = reading.near(last, 3);
    boolean share =
        last == first
            && of != null
            && all != null
            && OUT_OF.contains(of.folded())
            && all.figure()
            && all.length() < 3
            && !reading.tokens().get(last + 1).is(WordLists.Kind.HELD)
            && !reading.tokens().get(last + 1).is(WordLists.Kind.COUNTED);
    for (int back = -1; share && reading.near(first, back) != null; back--) {
      Token token = reading.near(first, back);
      if (token != null && TRIALS.contains(token.folded())) {
        return last + 3;
      }
    }
    return -1;
  }
}
