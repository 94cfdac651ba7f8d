package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.COUNTED;
import static retex.server.redaction.engine.WordLists.Kind.FATE;
import static retex.server.redaction.engine.WordLists.Kind.HELD;
import static retex.server.redaction.engine.WordLists.Kind.NUMBER;
import static retex.server.redaction.engine.WordLists.Kind.STATE;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clauses that count a unit's people or means in words of any kind: after a label ({@code Night
 * sights: nine, two of them dim}), beside what there should be ({@code thirty drivers where there
 * should be fifty}), or with a remainder ({@code of eleven, two on leave}). The clause goes from
 * its number on. What trainees could do before and after a lesson is no such count.
 */
final class TallyRule implements Rule {

  private static final int LABEL = 5; // words of a label
  private static final int LEAD = 3; // words before the first number that go with it
  private static final int ASIDE = 4; // words of an aside that stands between two numbers
  private static final int RATING = 5;
  private static final Set<String> RATED = Set.of("5", "five", "cinq", "10", "ten", "dix");
  private static final Set<String> COUNTS =
      Set.of(
          "share-in-words",
          "all-but",
          "strange-number",
          "share-of-them",
          "unit-people",
          "count-people-in-words",
          "count-people");
  private static final int LONGEST = 40; // words of a clause
  private static final Set<String> MONTHS =
      Set.of(
          ("january february march april may june july august september october november december"
                  + " janvier fevrier mars avril mai juin juillet aout septembre octobre novembre"
                  + " decembre jan feb mar apr jun jul aug sep sept oct nov dec")
              .split(" "));
  private static final Set<String> OUT_OF = Set.of("of", "sur", "out", "but", "sauf");
  private static final Set<String> ORDINALS =
      Set.of(
          ("first second third fourth fifth last other half quarter premier premiere deuxieme seconde"
                  + " troisieme quatrieme cinquieme dernier derniere moitie tiers quart")
              .split(" "));
  private static final int SHORT = 16; // words of a clause that goes whole

  private final int enough;
  private final int rest;
  private final int label;
  private final int result;
  private final int taught;
  private final int able;
  private final int when;
  private final int defect;
  private final int[] grave;

  TallyRule(SentenceRule lists) {
    this.enough = lists.number("tally");
    this.rest = lists.number("tally-rest");
    this.label = lists.number("tally-label");
    this.result = lists.number("tally-result");
    this.taught = lists.number("taught");
    this.able = lists.number("tally-able");
    this.when = lists.number("tally-when");
    this.defect = lists.number("tally-defect");
    this.grave =
        Stream.of("incident", "lost", "health", "unwell").mapToInt(lists::number).toArray();
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    BitSet results = results(reading);
    for (int i = 0; !reading.isJudgment() && i < reading.sentences().size(); i++) {
      int first = reading.firstToken(i);
      int end = reading.firstToken(i + 1);
      if (numbers(reading, first, end) > 0) {
        clauses(reading, first, end, results, spans);
      }
      defects(reading, first, end, spans);
    }
    return spans;
  }

  /** Takes away the counts that only say what trainees could do before or after a lesson. */
  void spare(Reading reading, List<Span> found) {
    BitSet shares = shares(reading, results(reading));
    if (!shares.isEmpty()) {
      found.removeIf(
          span -> COUNTS.contains(span.rule()) && shares.get(reading.tokenAt(span.from())));
    }
  }

  /** Of these clauses the shares alone, {@code six of twenty}: another number there is none. */
  private static BitSet shares(Reading reading, BitSet clauses) {
    var shares = new BitSet();
    int all = reading.tokens().size();
    for (int at = clauses.nextSetBit(0); at >= 0; at = clauses.nextSetBit(at + 1)) {
      boolean of = OUT_OF.contains(folded(reading, at)) && at > 0 && at + 1 < all;
      if (of && isNumber(reading, at - 1, all) && isNumber(reading, at + 1, all)) {
        int from = at - 1;
        while (from > 0 && clauses.get(from - 1) && isNumber(reading, from - 1, all)) {
          from--;
        }
        int to = at + 2;
        while (to < all && clauses.get(to) && isNumber(reading, to, all)) {
          to++;
        }
        shares.set(from, to);
      }
    }
    return shares;
  }

  /**
   * The tokens of {@code before the lesson six of twenty could}: what was learnt, which the reader
   * needs. The sentence speaks of teaching, or of who could do something before and after and of
   * nothing grave, and the clause of nothing that a unit has or lost.
   */
  private BitSet results(Reading reading) {
    var results = new BitSet();
    for (int i = 0; i < reading.sentences().size(); i++) {
      int first = reading.firstToken(i);
      int end = reading.firstToken(i + 1);
      if (hasShare(reading, first, end) && isOfTeaching(heard(reading, first, end))) {
        int from = first;
        for (int at = first + 1; at <= end; at++) {
          if (at == end || mark(reading, at) != 0) {
            results.set(from, at, isResult(reading, from, at));
            from = at;
          }
        }
      }
    }
    return results;
  }

  private boolean isOfTeaching(BitSet heard) {
    boolean told = heard.get(able) && heard.get(when);
    return heard.get(taught) || (told && IntStream.of(grave).noneMatch(heard::get));
  }

  private boolean isResult(Reading reading, int first, int end) {
    for (int i = first; i < end; i++) {
      Token token = reading.tokens().get(i);
      if (token.is(HELD) || token.is(FATE) || token.is(STATE)) {
        return false;
      }
    }
    return hasShare(reading, first, end) && heard(reading, first, end).get(result);
  }

  private static boolean hasShare(Reading reading, int first, int end) {
    for (int i = first + 1; i + 1 < end; i++) {
      if (OUT_OF.contains(folded(reading, i)) && isNumber(reading, i + 1, end)) {
        return true;
      }
    }
    return false;
  }

  private void clauses(Reading reading, int first, int end, BitSet results, List<Span> spans) {
    int from = first;
    int labelled = -1;
    for (int i = first + 1; i <= end; i++) {
      char mark = i == end ? ';' : mark(reading, i);
      if (mark == 0) {
        continue;
      }
      int numbers = numbers(reading, from, i);
      if (results.get(from) || (numbers == 0 && labelled < 0 && mark != ':')) {
        labelled = -1;
        from = i;
        continue;
      }
      BitSet heard = heard(reading, from, i);
      boolean named = mark == ':' && i - from <= LABEL && isLabel(reading, from, i, heard);
      boolean listed = mark == ':' && i - from == 1;
      if (labelled >= 0 && (numbers > 0 || named || listed || heard.get(enough))) {
        add(reading, labelled, i, spans);
      } else if (named) {
        labelled = from;
      } else {
        labelled = -1;
        boolean counts =
            numbers > 0 && heard.get(enough)
                || numbers > 1 && heard.get(rest) && counts(reading, from, i);
        if (counts) {
          clause(reading, from, i, spans);
        }
      }
      from = i;
    }
  }

  /** {@code The second mortar lacks a sight}: which of its means a unit cannot use. */
  private void defects(Reading reading, int first, int end, List<Span> spans) {
    if (!holds(reading, first, end) || !heard(reading, first, end).get(defect)) {
      return;
    }
    int from = first;
    for (int i = first + 1; i <= end; i++) {
      if (i < end && mark(reading, i) == 0 && !isComma(reading, i)) {
        continue;
      }
      int number = from;
      while (number < i && !isWhich(reading, number, i)) {
        number++;
      }
      if (number < i && holds(reading, from, i) && heard(reading, from, i).get(defect)) {
        add(reading, i - from <= SHORT ? from : Math.max(from, number - 1), i, spans);
      }
      from = i;
    }
  }

  private static boolean isWhich(Reading reading, int at, int end) {
    return isNumber(reading, at, end)
        || reading.tokens().get(at).is(Numeral.PART)
        || ORDINALS.contains(folded(reading, at));
  }

  /** From the first number, with the few words before it, through every aside that counts. */
  private void clause(Reading reading, int first, int end, List<Span> spans) {
    int number = first;
    while (!isNumber(reading, number, end) && !reading.tokens().get(number).is(Numeral.PART)) {
      number++;
    }
    int from = number;
    boolean near = number - first <= LEAD;
    while (from > first && number - from < LEAD && (near || !isComma(reading, from))) {
      from--;
    }
    int to = number + 1;
    int segment = to;
    for (int i = to; i <= end; i++) {
      if (i == end || isComma(reading, i)) {
        BitSet heard = heard(reading, segment, i);
        boolean goesOn =
            segment == to && segment == number + 1
                || numbers(reading, segment, i) > 0
                || heard.get(enough)
                || i - segment <= ASIDE;
        if (!goesOn) {
          break;
        }
        to = i;
        segment = i;
      }
    }
    add(reading, from, to, spans);
  }

  private static void add(Reading reading, int first, int end, List<Span> spans) {
    if (end - first > LONGEST) {
      return;
    }
    spans.add(
        reading
            .text()
            .span(
                reading.tokens().get(first).from(),
                reading.tokens().get(end - 1).to(),
                Category.WEAPONS,
                "pattern",
                "tally",
                0.9));
  }

  private boolean isLabel(Reading reading, int first, int end, BitSet heard) {
    return heard.get(label) || counts(reading, first, end);
  }

  private static boolean holds(Reading reading, int first, int end) {
    return IntStream.range(first, end).anyMatch(i -> reading.tokens().get(i).is(HELD));
  }

  /** Whether people or means are named. */
  private static boolean counts(Reading reading, int first, int end) {
    for (int i = first; i < end; i++) {
      Token token = reading.tokens().get(i);
      if (token.is(HELD) || token.is(COUNTED)) {
        return true;
      }
    }
    return false;
  }

  private static int numbers(Reading reading, int first, int end) {
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
  private static boolean isNumber(Reading reading, int at, int end) {
    Token token = reading.tokens().get(at);
    if (!token.figure() && !token.is(NUMBER)) {
      return false;
    }
    Token next = reading.near(at, 1);
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
    return !measure && !rating && !slash && token.length() <= RATING * 2;
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

  private static String folded(Reading reading, int at) {
    return reading.tokens().get(at).folded();
  }

  /** What ends a clause before this token: a semicolon, a colon, a dash or a new line, or 0. */
  private static char mark(Reading reading, int at) {
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

  private static boolean isComma(Reading reading, int at) {
    return at > 0
        && reading.gap(reading.tokens().get(at - 1), reading.tokens().get(at)).indexOf(',') >= 0;
  }

  private static BitSet heard(Reading reading, int first, int end) {
    var heard = new BitSet();
    for (int i = first; i < end; i++) {
      reading.tokens().get(i).word().phrases().at(reading.tokens(), i, heard);
    }
    return heard;
  }
}
