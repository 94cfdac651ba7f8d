package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.COUNTED;
import static retex.server.redaction.engine.WordLists.Kind.FATE;
import static retex.server.redaction.engine.WordLists.Kind.FUNCTION;
import static retex.server.redaction.engine.WordLists.Kind.HELD;
import static retex.server.redaction.engine.WordLists.Kind.NONE;
import static retex.server.redaction.engine.WordLists.Kind.NUMBER;
import static retex.server.redaction.engine.WordLists.Kind.QUANTITY;
import static retex.server.redaction.engine.WordLists.Kind.STATE;
import static retex.server.redaction.engine.WordLists.Kind.VERB;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with what was counted, in figures or words, one or a row of them: {@code nine rifles
 * held, five working}, {@code 3 morts, cinq blessés dont deux graves}, {@code tyres nil}. Weapons,
 * vehicles and losses count from one, people from three.
 */
final class CountRule implements Rule {

  private static final int LONGEST =
      40; // tokens of a number, so that a row without end is read once
  private static final int APART = 3; // words between a number and what is counted
  private static final Set<String> INSIDE =
      Set.of(
          "of", "de", "d", "x", "odd", "or", "so", "et", "and", "single", "pair", "seul", "seule",
          "m", "×");
  private static final Set<String> ROW =
      Set.of("and", "et", "dont", "plus", "or", "ou", "with", "avec", "no", "to");
  private static final Set<String> ARTICLE = Set.of("a", "an", "un", "une");
  private static final Set<String> PER = Set.of("per", "par", "each", "chacun", "chacune");
  private static final Set<String> AMONG = Set.of("in", "of", "sur", "out");
  private static final Set<String> LINKS = Set.of("en", "in", "on", "out", "of", "hors", "de", "à");
  private static final Set<String> NO = Set.of("no", "pas");
  private static final Set<String> RANGE = Set.of("between", "entre");
  private static final Pattern INFINITIVE = Pattern.compile("(?:er|ir|re)$");
  private static final Set<String> LARGE =
      Set.of("hundred", "thousand", "hundreds", "thousands", "cent", "cents", "mille");
  static final Set<String> TIMES =
      Set.of(
          "minute",
          "minutes",
          "hour",
          "hours",
          "day",
          "days",
          "week",
          "weeks",
          "month",
          "months",
          "metre",
          "metres",
          "second",
          "seconds",
          "times",
          "heure",
          "heures",
          "jour",
          "jours",
          "semaine",
          "semaines",
          "mois",
          "mètres",
          "seconde",
          "secondes",
          "fois",
          "an",
          "ans",
          "year",
          "years",
          "kilometres",
          "kilometre",
          "langues",
          "languages");

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    for (int i = 0; !reading.isJudgment() && i < reading.tokens().size(); i++) {
      Counted counted = counted(reading, i, false);
      if (counted != null) {
        int last = CountAsides.end(reading, row(reading, counted.last()));
        spans.add(
            reading
                .text()
                .span(
                    reading.tokens().get(i).from(),
                    reading.tokens().get(last).to(),
                    counted.category(),
                    "pattern",
                    "counted",
                    0.9));
        i = last;
      }
    }
    return spans;
  }

  /** One number with what it counts. */
  private record Counted(int last, Category category) {}

  private static @Nullable Counted counted(Reading reading, int at, boolean inRow) {
    Token token = reading.tokens().get(at);
    if (token.is(NONE) || NO.contains(token.folded())) {
      Token next = reading.near(at, 1);
      boolean of = next != null && next.folded().equals("de");
      Token lost = of ? reading.near(at, 2) : next;
      return lost != null && lost.is(FATE)
          ? new Counted(at + (of ? 2 : 1), Category.CASUALTY)
          : null;
    }
    if (token.is(HELD) || token.is(QUANTITY)) {
      return told(reading, at);
    }
    boolean range = RANGE.contains(token.folded());
    int start = range ? at + 1 : at;
    if (start >= reading.tokens().size()
        || reading.tokens().get(start).sentence() != token.sentence()) {
      return null;
    }
    int number = number(reading, start);
    if (number < 0 || isOfShare(reading, start)) {
      return null;
    }
    int end = number;
    if (range) {
      Token and = reading.near(number, 1);
      end = and != null && ROW.contains(and.folded()) ? number(reading, number + 2) : -1;
      if (end < 0) {
        return null;
      }
    }
    boolean one = start == number && reading.tokens().get(start).is(Numeral.SINGLE);
    Token x = reading.near(end, 1);
    boolean times = x != null && x.folded().equals("x");
    boolean few = !times && (one || isFew(reading.tokens().get(start), start == number));
    boolean article = one && !inRow && ARTICLE.contains(token.folded());
    Counted found = thing(reading, end, one, few, at, range, inRow);
    if (found == null || (article && !isArticleMeant(reading, at, found))) {
      return null;
    }
    Token after = reading.near(found.last(), 1);
    boolean each = after != null && PER.contains(after.folded());
    return each ? null : found;
  }

  /** {@code four in five}: the second number of a share. */
  private static boolean isOfShare(Reading reading, int at) {
    Token before = reading.near(at, -1);
    Token first = reading.near(at, -2);
    return before != null
        && first != null
        && AMONG.contains(before.folded())
        && (first.is(NUMBER) || first.figure() || first.folded().equals("one"))
        && !first.figure();
  }

  /** {@code a radio} counts nothing; {@code a single bowser} and {@code un noyé} do. */
  private static boolean isArticleMeant(Reading reading, int at, Counted found) {
    Token next = reading.near(at, 1);
    boolean single =
        next != null && Set.of("single", "pair", "seule", "seul").contains(next.folded());
    boolean type = next != null && isType(reading, at + 1);
    Token before = reading.near(at, -1);
    boolean of = before != null && before.folded().equals("d");
    boolean angle = next != null && next.folded().equals("angle");
    boolean toDo = before != null && before.ordinary() && INFINITIVE.matcher(before.lower()).find();
    boolean joined = next != null && reading.text().text().startsWith("-", next.to());
    return (single && !joined)
        || type
        || (found.category() == Category.CASUALTY
            && !angle
            && !toDo
            && !of
            && !reading.tokens().get(at).folded().startsWith("a"));
  }

  private static @Nullable Counted thing(
      Reading reading, int end, boolean one, boolean few, int start, boolean range, boolean inRow) {
    for (int i = end + 1; i <= end + 1 + APART; i++) {
      Token token = i < reading.tokens().size() ? reading.near(end, i - end) : null;
      if (token == null || !reading.isTied(reading.tokens().get(i - 1), token, " -'’()", 2)) {
        break;
      }
      if (TIMES.contains(token.lower()) || TIMES.contains(token.folded())) {
        return null;
      }
      if (token.is(FATE)) {
        return new Counted(tail(reading, i), Category.CASUALTY);
      }
      boolean named = inRow && one && token.isCapitalised() && !token.shouted() && i == end + 1;
      if (token.is(HELD) || named || isType(reading, i)) {
        return new Counted(tail(reading, i), Category.WEAPONS);
      }
      if (token.is(QUANTITY)) {
        boolean large = isLarge(reading, start, end);
        return large ? new Counted(i, Category.WEAPONS) : null;
      }
      if (token.is(COUNTED)) {
        return few && !inRow ? null : new Counted(tail(reading, i), Category.CASUALTY);
      }
      boolean inside = INSIDE.contains(token.folded());
      if (!inside && (token.is(FUNCTION) || token.is(VERB) || token.figure())) {
        break;
      }
    }
    return range && !one ? new Counted(end, Category.CASUALTY) : null;
  }

  /** {@code claymores, eight}; {@code tyres nil}; {@code night sights: none}. */
  private static @Nullable Counted told(Reading reading, int at) {
    Token next = reading.near(at, 1);
    if (next == null || !(next.figure() || next.is(NUMBER) || next.is(NONE))) {
      return null;
    }
    if (!reading.isTied(reading.tokens().get(at), next, " :,-–", 3)) {
      return null;
    }
    boolean none = next.is(NONE);
    boolean gap = !reading.gap(reading.tokens().get(at), next).isBlank();
    int number = none ? at + 1 : gap ? number(reading, at + 1) : -1;
    if (number < 0 || (!none && next.is(Numeral.SINGLE))) {
      return null;
    }
    Token after = reading.near(number, 1);
    String text = reading.text().text();
    int end = reading.tokens().get(number).to();
    if (text.startsWith("%", end) || text.startsWith(" %", end)) {
      return null; // how many shots hit
    }
    boolean counts =
        after != null
            && reading.isTied(reading.tokens().get(number), after, " ", 1)
            && !after.is(FUNCTION)
            && !after.is(STATE);
    return counts ? null : new Counted(number, Category.WEAPONS);
  }

  /** The last token of a number that begins here, or -1. */
  private static int number(Reading reading, int at) {
    return number(reading, at, at);
  }

  private static int number(Reading reading, int at, int first) {
    if (at < 0 || at >= reading.tokens().size()) {
      return -1;
    }
    Token token = reading.tokens().get(at);
    boolean word = token.is(NUMBER) || (!token.figure() && token.is(Numeral.SINGLE));
    if (!word && !token.figure()) {
      return -1;
    }
    int last = at;
    Token next = reading.near(last, 1);
    while (next != null
        && last - first < LONGEST
        && (next.is(NUMBER) || (token.figure() && next.figure()))
        && reading.isTied(reading.tokens().get(last), next, " -.,+", 1)) {
      last++;
      next = reading.near(last, 1);
    }
    if (next != null
        && token.figure()
        && next.is(NUMBER)
        && reading.isTied(reading.tokens().get(last), next, " (", 2)) {
      return last + 1; // 07 (seven)
    }
    Token after = reading.near(last, 2);
    boolean and =
        next != null
            && !token.figure()
            && (next.folded().equals("and") || next.folded().equals("et"))
            && after != null
            && last > at
            && (after.is(NUMBER) || after.is(Numeral.SINGLE))
            && last - first < LONGEST
            && LARGE.contains(reading.tokens().get(last).folded());
    return and ? number(reading, last + 2, first) : last;
  }

  private static boolean isFew(Token token, boolean alone) {
    if (!alone) {
      return false;
    }
    return token.figure()
        ? token.written().equals("1") || token.written().equals("2")
        : token.folded().equals("two") || token.folded().equals("deux");
  }

  private static boolean isLarge(Reading reading, int from, int to) {
    for (int i = from; i <= to; i++) {
      Token token = reading.tokens().get(i);
      if (LARGE.contains(token.folded()) || (token.figure() && token.length() > 2)) {
        return true;
      }
    }
    return to > from && reading.tokens().get(from).figure();
  }

  /** {@code VMH3}, {@code Mi-17s}, {@code RG-31}: a type by its letters and figures. */
  private static boolean isType(Reading reading, int at) {
    Token token = reading.tokens().get(at);
    Token next = reading.near(at, 1);
    boolean figures = next != null && next.figure() && reading.isTied(token, next, "-", 1);
    return token.isCapitalised() && !token.figure() && !token.word().term() && figures;
  }

  /** What belongs to what was counted: its figures, its state. */
  private static int tail(Reading reading, int at) {
    int last = at;
    Token next = reading.near(last, 1);
    while (next != null) {
      Token token = reading.tokens().get(last);
      boolean code = reading.isTied(token, next, "-", 1) && (next.figure() || next.length() < 3);
      boolean state =
          (next.is(STATE)
                  || next.is(COUNTED) && token.is(COUNTED)
                  || next.is(HELD) && !token.is(FATE))
              && reading.isTied(token, next, " (/-", 2);
      Token after = reading.near(last, 2);
      boolean linked =
          !state
              && !code
              && LINKS.contains(next.folded())
              && after != null
              && after.is(STATE)
              && reading.isTied(token, next, " ", 1)
              && reading.isTied(next, after, " ", 1);
      if (linked) {
        last++;
      }
      if (!code && !state && !linked) {
        break;
      }
      last++;
      next = reading.near(last, 1);
    }
    return last;
  }

  /** The last token of the row that goes on after this one. */
  private static int row(Reading reading, int at) {
    int last = at;
    while (true) {
      Token token = reading.tokens().get(last);
      int next = last + 1;
      Token following = reading.near(last, 1);
      if (following == null || reading.gap(token, following).length() > 3) {
        return last;
      }
      String gap = reading.gap(token, following);
      boolean comma = gap.indexOf(',') >= 0 || gap.indexOf('(') >= 0 || gap.indexOf(';') >= 0;
      boolean joined = ROW.contains(following.folded());
      if (joined) {
        next++;
      }
      if (!comma && !joined
          || next >= reading.tokens().size()
          || reading.near(last, next - last) == null) {
        return last;
      }
      Counted more = counted(reading, next, true);
      int end = more != null ? more.last() : stated(reading, next);
      if (end < 0) {
        return last;
      }
      last = end;
    }
  }

  /** {@code five working}, {@code 9 heavy}: a number with a state alone, inside a row. */
  private static int stated(Reading reading, int at) {
    int number = number(reading, at);
    if (number < 0) {
      return -1;
    }
    Token next = reading.near(number, 1);
    Token linked = reading.near(number, 2);
    if (next != null && linked != null && LINKS.contains(next.folded()) && linked.is(STATE)) {
      return tail(reading, number + 2);
    }
    boolean state =
        next != null
            && next.is(STATE)
            && reading.isTied(reading.tokens().get(number), next, " ", 1);
    boolean bare =
        !reading.tokens().get(at).is(Numeral.SINGLE)
            && (next == null
                || !reading.isTied(reading.tokens().get(number), next, " -", 1)
                || next.is(FUNCTION));
    return state ? tail(reading, number + 1) : bare ? number : -1;
  }
}
