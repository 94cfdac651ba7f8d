package retex.instrument;

import static retex.instrument.InstrumentRefusal.ANSWER_MISSING;
import static retex.instrument.InstrumentRefusal.ANSWER_OF_ANOTHER_KIND;
import static retex.instrument.InstrumentRefusal.CHECK_FAILED;
import static retex.instrument.InstrumentRefusal.CHOICE_UNKNOWN;
import static retex.instrument.InstrumentRefusal.CRITERION_UNKNOWN;
import static retex.instrument.InstrumentRefusal.ITEMS_TOO_MANY;
import static retex.instrument.InstrumentRefusal.NUMBER_OUT_OF_RANGE;
import static retex.instrument.InstrumentRefusal.NUMBER_UNREADABLE;
import static retex.instrument.InstrumentRefusal.REMARK_MISSING;
import static retex.instrument.InstrumentRefusal.TEXT_TOO_LONG;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import retex.refusal.Refusal;

/** Checks answers against the instrument that asked for them. Pure. */
public final class Validation {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}([.][0-9]{1,6})?");

  private Validation() {}

  /**
   * Everything that is wrong, in the order of the form; empty when the answers are complete and
   * valid. The place of a refusal is the criterion's code, a repeated area's code, or {@code
   * narrative.CODE}.
   */
  public static List<Refusal> problems(
      Instrument instrument, Map<CriterionCode, Answer> answers, Map<String, String> narrative) {
    var problems = new ArrayList<Refusal>();
    Map<CriterionCode, Answer> relevant = instrument.relevant(answers);
    Set<CriterionCode> asked = new HashSet<>(2 * answers.size());
    for (Criterion criterion : instrument.asked(answers)) {
      asked.add(criterion.code());
      problem(criterion, answers, relevant).ifPresent(problems::add);
    }
    for (Area area : instrument.areas()) {
      boolean tooMany =
          area.repeat().map(repeat -> area.items(answers) > repeat.max()).orElse(false);
      if (tooMany) {
        problems.add(ITEMS_TOO_MANY.at(area.code()));
      }
    }
    for (CriterionCode code : answers.keySet()) {
      if (!asked.contains(code)) {
        problems.add(CRITERION_UNKNOWN.at(code.value()));
      }
    }
    narrative(instrument, narrative, problems);
    return problems;
  }

  private static void narrative(
      Instrument instrument, Map<String, String> narrative, List<Refusal> problems) {
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
  }

  private static Optional<Refusal> problem(
      Criterion criterion,
      Map<CriterionCode, Answer> answers,
      Map<CriterionCode, Answer> relevant) {
    Answer answer = answers.get(criterion.code());
    String where = criterion.code().value();
    if (answer == null) {
      return criterion.isRequired(relevant)
          ? Optional.of(ANSWER_MISSING.at(where))
          : Optional.empty();
    }
    Optional<Refusal> own =
        answer.fold(
            rated ->
                criterion.kind() == CriterionKind.RATING
                    ? Optional.<Refusal>empty()
                    : Optional.of(ANSWER_OF_ANOTHER_KIND.at(where)),
            unseen -> Optional.<Refusal>empty(),
            given -> problem(criterion, given.value()));
    if (own.isPresent() || !relevant.containsKey(criterion.code())) {
      return own;
    }
    if (criterion.needsRemark(answer.word()) && answer.remark().isBlank()) {
      return Optional.of(REMARK_MISSING.at(where));
    }
    return criterion.broken(relevant).map(message -> CHECK_FAILED.at(where));
  }

  private static Optional<Refusal> problem(Criterion criterion, String value) {
    String where = criterion.code().value();
    return switch (criterion.kind()) {
      case RATING -> Optional.of(ANSWER_OF_ANOTHER_KIND.at(where));
      case TEXT ->
          value.length() <= criterion.rules().longest()
              ? Optional.empty()
              : Optional.of(TEXT_TOO_LONG.at(where));
      case YESNO ->
          Set.of("yes", "no").contains(value)
              ? Optional.empty()
              : Optional.of(ANSWER_OF_ANOTHER_KIND.at(where));
      case CHOICE ->
          criterion.choices().stream().anyMatch(choice -> choice.code().equals(value))
              ? Optional.empty()
              : Optional.of(CHOICE_UNKNOWN.at(where));
      case NUMBER -> {
        if (!isNumber(value)) {
          yield Optional.of(NUMBER_UNREADABLE.at(where));
        }
        yield criterion.range().holds(new BigDecimal(value))
            ? Optional.empty()
            : Optional.of(NUMBER_OUT_OF_RANGE.at(where));
      }
    };
  }

  static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches();
  }
}
