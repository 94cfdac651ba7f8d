package retex.server.redaction.engine;

import static retex.server.redaction.engine.Clauses.heard;
import static retex.server.redaction.engine.Clauses.holds;
import static retex.server.redaction.engine.Clauses.isComma;
import static retex.server.redaction.engine.Clauses.isNumber;
import static retex.server.redaction.engine.Clauses.mark;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code The second mortar lacks a sight}: which of its means a unit cannot use. */
final class DefectRule implements Rule {

  private static final Set<String> ORDINALS =
      Set.of(
          ("first second third fourth fifth last other half quarter premier premiere deuxieme seconde"
                  + " troisieme quatrieme cinquieme dernier derniere moitie tiers quart")
              .split(" "));
  private static final int SHORT = 16; // words of a clause that goes whole

  private final int defect;

  DefectRule(SentenceRule lists) {
    this.defect = lists.number("tally-defect");
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    for (int i = 0; !reading.isJudgment() && i < reading.sentences().size(); i++) {
      defects(reading, reading.firstToken(i), reading.firstToken(i + 1), spans);
    }
    return spans;
  }

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
        TallyRule.add(reading, i - from <= SHORT ? from : Math.max(from, number - 1), i, spans);
      }
      from = i;
    }
  }

  private static boolean isWhich(Reading reading, int at, int end) {
    return isNumber(reading, at, end)
        || reading.tokens().get(at).is(Numeral.PART)
        || ORDINALS.contains(reading.tokens().get(at).folded());
  }
}
