package retex.server.redaction.engine;

import static retex.server.redaction.engine.Clauses.heard;
import static retex.server.redaction.engine.Clauses.isNumber;
import static retex.server.redaction.engine.Clauses.mark;
import static retex.server.redaction.engine.WordLists.Kind.FATE;
import static retex.server.redaction.engine.WordLists.Kind.FUNCTION;
import static retex.server.redaction.engine.WordLists.Kind.HELD;
import static retex.server.redaction.engine.WordLists.Kind.NUMBER;
import static retex.server.redaction.engine.WordLists.Kind.STATE;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What trainees could do before and after a lesson ({@code six of twenty could}): a share that is
 * no count of a unit's people and that the reader needs.
 */
final class LessonResults {

  private static final Set<String> COUNTS =
      Set.of(
          "share-in-words",
          "all-but",
          "strange-number",
          "share-of-them",
          "unit-people",
          "count-people-in-words",
          "count-people");

  private static final int BETWEEN = 3; // words between the two numbers of a share

  private static final int LOST = 1; // its place among what is grave

  private final int result;
  private final int trial;
  private final int taught;
  private final int able;
  private final int when;
  private final int[] grave;

  LessonResults(SentenceRule lists) {
    this.trial = lists.number("tally-trial");
    this.result = lists.number("tally-result");
    this.taught = lists.number("taught");
    this.able = lists.number("tally-able");
    this.when = lists.number("tally-when");
    this.grave =
        Stream.of("incident", "lost", "health", "unwell").mapToInt(lists::number).toArray();
  }

  /** Takes away the counts that only say such a share. */
  void spare(Reading reading, List<Span> found) {
    if (found.stream().noneMatch(span -> COUNTS.contains(span.rule()))) {
      return;
    }
    BitSet shares = shares(reading, clauses(reading));
    found.removeIf(
        span ->
            COUNTS.contains(span.rule())
                && (shares.get(reading.tokenAt(span.from())) || isOfTrials(reading, span)));
  }

  /** {@code twelve questions}, {@code forty messages}: how often something was tried. */
  private boolean isOfTrials(Reading reading, Span span) {
    if (!span.rule().equals("strange-number")) {
      return false;
    }
    int at = reading.tokenAt(span.from());
    while (at + 1 < reading.tokens().size() && reading.tokens().get(at).to() < span.to()) {
      at++;
    }
    Token next = reading.near(at, 1);
    return next != null
        && reading.isTied(reading.tokens().get(at), next, " ", 1)
        && heard(reading, at + 1, at + 2).get(trial);
  }

  /**
   * The tokens of {@code before the lesson six of twenty could}: what was learnt, which the reader
   * needs. The sentence speaks of teaching, or of who could do something before and after and of
   * nothing grave, and the clause of nothing that a unit has or lost.
   */
  BitSet clauses(Reading reading) {
    var results = new BitSet();
    for (int i = 0; i < reading.sentences().size(); i++) {
      results.or(clauses(reading, reading.firstToken(i), reading.firstToken(i + 1)));
    }
    return results;
  }

  /** The same of one sentence alone, or of a part of it. */
  BitSet clauses(Reading reading, int first, int end) {
    var results = new BitSet();
    if (hasShare(reading, first, end)) {
      boolean taught = isOfTeaching(heard(reading, first, end));
      int from = first;
      for (int at = first + 1; at <= end; at++) {
        if (at == end || mark(reading, at) != 0) {
          results.set(from, at, isResult(reading, from, at, taught));
          from = at;
        }
      }
    }
    return results;
  }

  private boolean isOfTeaching(BitSet heard) {
    boolean told = heard.get(able) && heard.get(when);
    return heard.get(taught) || (told && IntStream.of(grave).noneMatch(heard::get));
  }

  private boolean isResult(Reading reading, int first, int end, boolean taught) {
    for (int i = first; i < end; i++) {
      Token token = reading.tokens().get(i);
      boolean state = token.is(STATE) && !token.is(FUNCTION); // not "in" of "in working order"
      if (token.is(HELD) || token.is(FATE) || state) {
        return false;
      }
    }
    BitSet heard = heard(reading, first, end);
    boolean drilled = heard.get(trial) && !heard.get(grave[LOST]);
    return hasShare(reading, first, end) && (drilled || (taught && heard.get(result)));
  }

  private static boolean hasShare(Reading reading, int first, int end) {
    for (int i = first + 1; i + 1 < end; i++) {
      if (reading.tokens().get(i).is(Numeral.OUT_OF) && isNumber(reading, i + 1, end)) {
        return true;
      }
    }
    return false;
  }

  /** Of these clauses the shares alone, {@code six of twenty}: another number there is none. */
  private static BitSet shares(Reading reading, BitSet clauses) {
    var shares = new BitSet();
    int all = reading.tokens().size();
    for (int at = clauses.nextSetBit(0); at >= 0; at = clauses.nextSetBit(at + 1)) {
      boolean of = reading.tokens().get(at).is(Numeral.OUT_OF) && at > 0 && at + 1 < all;
      int number = of && isNumber(reading, at + 1, all) ? numberBefore(reading, at, all) : -1;
      if (number >= 0 && clauses.get(number)) {
        int from = number;
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

  /** The number that a few words part from {@code of}: {@code 27 right moves of 30}; or -1. */
  private static int numberBefore(Reading reading, int of, int all) {
    for (int i = of - 1; i >= Math.max(0, of - 1 - BETWEEN); i--) {
      Token token = reading.tokens().get(i);
      if (token.figure() || token.is(NUMBER)) {
        return i;
      }
    }
    return -1;
  }
}
