package retex.instrument;

import static retex.instrument.InstrumentRefusal.ANSWER_MISSING;
import static retex.instrument.InstrumentRefusal.ANSWER_OF_ANOTHER_KIND;
import static retex.instrument.InstrumentRefusal.CHOICE_UNKNOWN;
import static retex.instrument.InstrumentRefusal.CRITERION_UNKNOWN;
import static retex.instrument.InstrumentRefusal.NUMBER_OUT_OF_RANGE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.refusal.Refusal;

/** Checks answers against the instrument that asked for them. Pure. */
public final class Validation {

  private Validation() {}

  /**
   * Everything that is wrong, in the order of the form; empty when the answers are complete and
   * valid. The place of a refusal is the criterion's code, or {@code narrative.CODE}.
   */
  public static List<Refusal> problems(
      Instrument instrument, Map<CriterionCode, Answer> answers, Map<String, String> narrative) {
    var problems = new ArrayList<Refusal>();
    for (Criterion criterion : instrument.criteria()) {
      problem(criterion, answers).ifPresent(problems::add);
    }
    for (CriterionCode code : answers.keySet()) {
      if (instrument.criterion(code).isEmpty()) {
        problems.add(CRITERION_UNKNOWN.at(code.value()));
      }
    }
    for (NarrativeField field : instrument.narrative()) {
      if (field.required() && narrative.getOrDefault(field.code(), "").isBlank()) {
        problems.add(ANSWER_MISSING.at("narrative." + field.code()));
      }
    }
    for (String code : narrative.keySet()) {
      if (instrument.narrative().stream().noneMatch(field -> field.code().equals(code))) {
        problems.add(CRITERION_UNKNOWN.at("narrative." + code));
      }
    }
    return problems;
  }

  private static Optional<Refusal> problem(
      Criterion criterion, Map<CriterionCode, Answer> answers) {
    Answer answer = answers.get(criterion.code());
    String where = criterion.code().value();
    if (answer == null) {
      boolean missing = criterion.required() && criterion.isRelevant(answers);
      return missing ? Optional.of(ANSWER_MISSING.at(where)) : Optional.empty();
    }
    return answer.fold(
        rated ->
            criterion.kind() == CriterionKind.RATING
                ? Optional.<Refusal>empty()
                : Optional.of(ANSWER_OF_ANOTHER_KIND.at(where)),
        unseen -> Optional.<Refusal>empty(),
        given -> problem(criterion, given.value()));
  }

  private static Optional<Refusal> problem(Criterion criterion, String value) {
    String where = criterion.code().value();
    return switch (criterion.kind()) {
      case RATING -> Optional.of(ANSWER_OF_ANOTHER_KIND.at(where));
      case TEXT -> Optional.empty();
      case YESNO ->
          Set.of("yes", "no").contains(value)
              ? Optional.empty()
              : Optional.of(ANSWER_OF_ANOTHER_KIND.at(where));
      case CHOICE ->
          criterion.choices().stream().anyMatch(choice -> choice.code().equals(value))
              ? Optional.empty()
              : Optional.of(CHOICE_UNKNOWN.at(where));
      case NUMBER ->
          isNumber(value) && criterion.range().holds(new BigDecimal(value))
              ? Optional.empty()
              : Optional.of(NUMBER_OUT_OF_RANGE.at(where));
    };
  }

  private static boolean isNumber(String value) {
    return value.matches("-?[0-9]{1,12}([.][0-9]{1,6})?");
  }
}
