package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.VERB;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is left behind a count, a time or a sum that was taken out: the last words before the next
 * mark, where they are few and say nothing by themselves ({@code [85] for paint}, {@code [Monday]
 * very early}), asides that count some of it ({@code [804 all ranks], 61 female}), and a word or
 * two between two parts of one number.
 */
final class RestOfPart {

  private static final Set<Category> NUMBERS =
      Set.of(Category.WEAPONS, Category.CASUALTY, Category.DATETIME, Category.REFERENCE);
  private static final Set<Category> JOINED =
      Set.of(
          Category.WEAPONS,
          Category.CASUALTY,
          Category.DATETIME,
          Category.REFERENCE,
          Category.GRID,
          Category.PHONE,
          Category.FREQUENCY,
          Category.SERVICE_NUMBER,
          Category.UNSURE);
  private static final int FEW = 2; // words that say nothing by themselves
  private static final String MARKS = ",;:.!?()\"—–|/>";

  private RestOfPart() {}

  /** The spans, each with what is left of its part. */
  static List<Span> with(Reading reading, List<Span> found) {
    if (reading.isJudgment() || reading.tokens().isEmpty()) {
      return found;
    }
    var wider = new ArrayList<Span>(found.size());
    for (Span span : found) {
      wider.add(isOfNumber(span) ? wider(reading, span) : span);
    }
    for (int i = 0; i + 1 < wider.size(); i++) {
      Span span = wider.get(i);
      if (isOneNumber(reading, span, wider.get(i + 1))) {
        wider.set(i, span.at(span.from(), wider.get(i + 1).from() + 1));
      }
    }
    return wider;
  }

  /** {@code [forty], not [sixty-four]}: two parts of what a word or two hold together. */
  private static boolean isOneNumber(Reading reading, Span left, Span right) {
    boolean kin =
        left.category() == right.category()
            || left.category() == Category.UNSURE
            || right.category() == Category.UNSURE;
    boolean number = isOfNumber(left) || isOfNumber(right);
    if (!kin || !number || !mayJoin(left) || !mayJoin(right) || right.from() <= left.to()) {
      return false;
    }
    int from = lastOf(reading, left);
    int to = reading.tokenAt(right.from());
    boolean near = from >= 0 && to - from <= FEW + 1 && to > from + 1;
    if (!near || reading.tokens().get(from).sentence() != reading.tokens().get(to).sentence()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      boolean does = i > from && reading.tokens().get(i).is(VERB);
      if (does || isApart(reading.gap(reading.tokens().get(i), reading.tokens().get(i + 1)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayJoin(Span span) {
    return !span.stage().equals("sentence") && JOINED.contains(span.category());
  }

  private static boolean isApart(String gap) {
    return gap.chars().anyMatch(c -> ".;:!?\n".indexOf(c) >= 0) && gap.length() > 1;
  }

  /** The last token of a span, or -1. */
  private static int lastOf(Reading reading, Span span) {
    int last = reading.tokenAt(span.to() - 1);
    if (startOf(reading, last) >= span.to()) { // it ends with a sign
      last--;
    }
    return last < 0 || startOf(reading, last) < span.from() ? -1 : last;
  }

  private static boolean isOfNumber(Span span) {
    return span.stage().equals("figure")
        || (span.stage().equals("pattern") && NUMBERS.contains(span.category()));
  }

  private static Span wider(Reading reading, Span span) {
    int last = lastOf(reading, span);
    if (last < 0) {
      return span;
    }
    int end = endOfPart(reading, last);
    if (span.category() != Category.DATETIME) {
      end = CountAsides.end(reading, end);
    }
    int to = reading.text().originalTo(reading.tokens().get(end).to());
    return to > span.to() ? span.at(span.from(), to) : span;
  }

  private static int startOf(Reading reading, int token) {
    return reading.text().originalFrom(reading.tokens().get(token).from());
  }

  /** The last token of the part, where it is near and does nothing; or this one. */
  private static int endOfPart(Reading reading, int last) {
    int end = last;
    for (Token next = reading.near(end, 1); next != null; next = reading.near(end, 1)) {
      if (endsPart(reading.gap(reading.tokens().get(end), next))) {
        return end;
      }
      if (end - last == FEW || next.is(VERB)) {
        return last;
      }
      end++;
    }
    return end;
  }

  private static boolean endsPart(String gap) {
    for (int i = 0; i < gap.length(); i++) {
      boolean broken = gap.charAt(i) == '\n' && gap.indexOf('-') < 0; // no word over two lines
      if (broken || MARKS.indexOf(gap.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
