package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.FIELD_NOT_IN_FORM;

import java.util.Optional;
import java.util.Set;
import retex.agent.draft.Draft;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.TopicCode;
import retex.refusal.RefusedException;

/** The fields that the form of a draft has. Into any other nothing is written. */
final class FormFields {

  private static final Set<String> OF_ALL =
      Set.of(
          "unit.code",
          "unit.name",
          "unit.type",
          "unit.state",
          "unit.mission",
          "rotation",
          "language",
          "classification");
  private static final Set<String> OF_EVALUATION =
      Set.of(
          "period.from",
          "period.to",
          "evaluators",
          "unitComment.by",
          "unitComment.text",
          "amendment");
  private static final Set<String> OF_NOTE =
      Set.of(
          "date",
          "trainer.name",
          "topic",
          "audience.total",
          "audience.women",
          "level.before",
          "level.after",
          "observations",
          "languageOfInstruction",
          "languageBarrier",
          "followsTraining",
          "equipmentGap");
  private static final Set<String> OF_ANSWER = Set.of("rating", "reason", "value", "comment");
  private static final Set<String> OF_IMPROVEMENT = Set.of("action", "owner", "due");

  private FormFields() {}

  /** Refuses with {@code FIELD_NOT_IN_FORM} what is no field of the draft's form. */
  static void check(Draft draft, String name, Instruments instruments) {
    if (!has(draft, name, instruments)) {
      throw FIELD_NOT_IN_FORM.at("").asException(); // the name came from outside
    }
  }

  private static boolean has(Draft draft, String name, Instruments instruments) {
    if (OF_ALL.contains(name) || FileFields.isOne(name)) {
      return true;
    }
    int dot = name.indexOf('.');
    String group = name.substring(0, Math.max(dot, 0));
    String rest = name.substring(dot + 1);
    if (Forms.isNote(draft)) {
      return OF_NOTE.contains(name) || group.equals("remedial") && isTopic(instruments, rest);
    }
    Optional<Instrument> form = instruments.find(InstrumentRef.parse(draft.instrument()));
    return switch (group) {
      case "trainingNeeds" -> isTopic(instruments, rest);
      case "narrative" ->
          form.stream()
              .flatMap(it -> it.narrative().stream())
              .anyMatch(it -> it.code().equals(rest));
      case "answers" -> isOfCriterion(form, rest, OF_ANSWER);
      case "improvement" -> isOfCriterion(form, rest, OF_IMPROVEMENT);
      default -> OF_EVALUATION.contains(name);
    };
  }

  /** Whether {@code rest} is a criterion's code and one of the parts: {@code V1.2.rating}. */
  private static boolean isOfCriterion(Optional<Instrument> form, String rest, Set<String> parts) {
    int last = rest.lastIndexOf('.');
    if (last < 0 || !parts.contains(rest.substring(last + 1))) {
      return false;
    }
    try {
      var code = new CriterionCode(rest.substring(0, last));
      return form.flatMap(it -> it.criterion(code)).isPresent();
    } catch (RefusedException e) {
      return false; // no code at all
    }
  }

  private static boolean isTopic(Instruments instruments, String code) {
    try {
      return instruments.topics().find(new TopicCode(code)).isPresent();
    } catch (RefusedException e) {
      return false;
    }
  }
}
