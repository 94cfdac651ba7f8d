package retex.server.redaction.engine;

import static retex.server.redaction.engine.Clauses.counts;
import static retex.server.redaction.engine.Clauses.heard;
import static retex.server.redaction.engine.Clauses.isComma;
import static retex.server.redaction.engine.Clauses.isNumber;
import static retex.server.redaction.engine.Clauses.mark;
import static retex.server.redaction.engine.Clauses.numbers;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

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
  private static final int LONGEST = 40; // words of a clause

  private final int enough;
  private final int rest;
  private final int label;
  private final LessonResults lessons;

  TallyRule(SentenceRule lists, LessonResults lessons) {
    this.enough = lists.number("tally");
    this.rest = lists.number("tally-rest");
    this.label = lists.number("tally-label");
    this.lessons = lessons;
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    BitSet results = lessons.clauses(reading);
    for (int i = 0; !reading.isJudgment() && i < reading.sentences().size(); i++) {
      int first = reading.firstToken(i);
      int end = reading.firstToken(i + 1);
      if (numbers(reading, first, end) > 0) {
        clauses(reading, first, end, results, spans);
      }
    }
    return spans;
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
        boolean told = counts(reading, from, i) || !isOnlyNone(reading, from, i);
        boolean counts =
            numbers > 0 && heard.get(enough) && told
                || numbers > 1 && heard.get(rest) && counts(reading, from, i);
        if (counts) {
          clause(reading, from, i, spans);
        }
      }
      from = i;
    }
  }

  /** {@code aucune liaison n'est prévue}: whether nothing but a word for none is a number. */
  private static boolean isOnlyNone(Reading reading, int first, int end) {
    for (int i = first; i < end; i++) {
      Token token = reading.tokens().get(i);
      boolean none = token.is(WordLists.Kind.NONE);
      if (!none && (isNumber(reading, i, end) || token.is(Numeral.PART))) {
        return false;
      }
    }
    return true;
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

  /** A clause that counts, unless it is too long for one. */
  static void add(Reading reading, int first, int end, List<Span> spans) {
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
}
