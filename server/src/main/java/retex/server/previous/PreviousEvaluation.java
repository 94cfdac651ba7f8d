package retex.server.previous;

import java.time.LocalDate;
import java.util.List;
import retex.contract.Evaluation;
import retex.contract.Improvement;
import retex.contract.RecordId;
import retex.contract.UnitCode;
import retex.instrument.Answer;
import retex.instrument.InstrumentRef;
import retex.server.review.Accepted;

/**
 * What a form needs of the last accepted evaluation of a unit. {@code withoutWords}: ratings and
 * dates alone. No name of a person is in a field of it.
 */
public record PreviousEvaluation(
    RecordId record,
    UnitCode unit,
    InstrumentRef instrument,
    LocalDate to,
    List<Said> answers,
    List<Agreed> improvements,
    boolean withoutWords) {

  /** Code points of a text that cross at most: the form has room for no more. */
  static final int LONGEST_TEXT = 500;

  public PreviousEvaluation {
    answers = List.copyOf(answers);
    improvements = List.copyOf(improvements);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "PreviousEvaluation[" + record + "]";
  }

  /**
   * {@code rating} is 1 to 4, or 0 for another kind of answer; {@code value} is empty for a rating
   * and where it was not observed; {@code remark} says also why not.
   */
  public record Said(String criterion, int rating, String value, String remark) {}

  /** What was to be improved by when; {@code action} may be empty. */
  public record Agreed(String criterion, String action, LocalDate due) {}

  static PreviousEvaluation whole(Accepted accepted, Evaluation it) {
    return new PreviousEvaluation(
        accepted.record(),
        accepted.unit(),
        accepted.instrument(),
        it.to(),
        it.answers().stream().map(PreviousEvaluation::said).toList(),
        it.improvements().stream().map(one -> agreed(one, beginning(one.action()))).toList(),
        false);
  }

  /** Ratings, what was not observed, and until when something was to be improved. */
  static PreviousEvaluation ratings(Accepted accepted, Evaluation it) {
    return new PreviousEvaluation(
        accepted.record(),
        accepted.unit(),
        accepted.instrument(),
        it.to(),
        it.answers().stream()
            .filter(one -> one.fold(rated -> true, unseen -> true, given -> false))
            .map(one -> said(one, ""))
            .toList(),
        it.improvements().stream().map(one -> agreed(one, "")).toList(),
        true);
  }

  private static Agreed agreed(Improvement it, String action) {
    return new Agreed(it.criterion().value(), action, it.due());
  }

  private static Said said(Answer it) {
    return said(it, words(it));
  }

  private static Said said(Answer it, String remark) {
    return new Said(
        it.criterion().value(),
        it.fold(Answer.Rated::rating, unseen -> 0, given -> 0),
        it.fold(rated -> "", unseen -> "", given -> beginning(given.value())),
        remark);
  }

  private static String words(Answer it) {
    String reason = it.fold(rated -> "", unseen -> unseen.reason(), given -> "");
    return beginning(
        reason.isEmpty() || it.remark().isEmpty()
            ? reason + it.remark()
            : reason + " – " + it.remark());
  }

  private static String beginning(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
  }
}
