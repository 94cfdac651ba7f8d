package retex.agent.entry;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Improvement;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;

/**
 * What this laptop knows of the unit's last evaluation by the same instrument, whatever its
 * version: when it ended, what was answered, what was agreed to improve.
 */
record LastTime(
    Optional<LocalDate> ended,
    Map<CriterionCode, Answer> answers,
    Map<CriterionCode, Improvement> improvements) {

  LastTime {
    answers = Map.copyOf(answers);
    improvements = Map.copyOf(improvements);
  }

  /** Nothing is known. */
  static final LastTime NONE = new LastTime(Optional.empty(), Map.of(), Map.of());

  /** Of a unit, by its code or the name typed; a record that is being corrected is not its own. */
  static LastTime of(Log log, String unit, String instrument, String correcting) {
    if (unit.isBlank()) {
      return NONE;
    }
    return log.evaluationsOf(unit).stream()
        .filter(record -> record.instrument().id().equals(instrument))
        .filter(record -> !record.id().toString().equals(correcting))
        .findFirst()
        .flatMap(record -> evaluation(log, record))
        .map(LastTime::of)
        .orElse(NONE);
  }

  static Optional<Evaluation> evaluation(Log log, OwnRecord record) {
    List<Entry> revisions = log.revisionsOf(record.id());
    return revisions
        .get(revisions.size() - 1)
        .payload()
        .fold(Optional::of, note -> Optional.empty(), gone -> Optional.empty());
  }

  private static LastTime of(Evaluation evaluation) {
    Map<CriterionCode, Answer> answers = new HashMap<>();
    evaluation.answers().forEach(it -> answers.put(it.criterion(), it));
    Map<CriterionCode, Improvement> improvements = new HashMap<>();
    evaluation.improvements().forEach(it -> improvements.put(it.criterion(), it));
    return new LastTime(Optional.of(evaluation.to()), answers, improvements);
  }
}
