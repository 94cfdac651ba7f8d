package retex.server.review;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import retex.contract.Evaluation;
import retex.contract.NarrativePart;
import retex.contract.UnitCode;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Instruments;
import retex.instrument.Validation;
import retex.server.catalogue.Catalogue;
import retex.server.record.Quarantine;
import retex.server.record.Records;
import retex.server.record.StoredRecord;

/**
 * Whether a fault with which a revision arrived still stands: an unknown unit is mended once it is
 * known or a reviewer said which is meant, an unknown instrument once it is known and the answers
 * fit it. Everything else waits for a new revision.
 */
@Singleton
final class Faults {

  private final Records records;
  private final Instruments instruments;

  Faults(Records records, Catalogue catalogue) {
    this.records = records;
    this.instruments = catalogue.instruments();
  }

  boolean stands(StoredRecord record, Quarantine fault, Optional<UnitCode> unit) {
    return switch (fault.code()) {
      case Quarantine.UNKNOWN_UNIT -> unit.isEmpty();
      case Quarantine.UNKNOWN_INSTRUMENT -> !fitsNow(record);
      default -> true;
    };
  }

  private boolean fitsNow(StoredRecord record) {
    if (!instruments.knows(record.instrument())) {
      return false;
    }
    return records
        .current(record.id())
        .map(
            entry -> entry.payload().fold(it -> fits(record, it), note -> true, withdrawal -> true))
        .orElse(false);
  }

  private boolean fits(StoredRecord record, Evaluation evaluation) {
    return instruments
        .find(record.instrument())
        .map(form -> Validation.problems(form, answers(evaluation), narrative(evaluation)))
        .filter(problems -> problems.isEmpty())
        .isPresent();
  }

  static Map<CriterionCode, Answer> answers(Evaluation evaluation) {
    var answers = new LinkedHashMap<CriterionCode, Answer>();
    evaluation.answers().forEach(it -> answers.put(it.criterion(), it));
    return answers;
  }

  static Map<String, String> narrative(Evaluation evaluation) {
    var narrative = new LinkedHashMap<String, String>();
    for (NarrativePart part : evaluation.narrative()) {
      narrative.put(part.code(), part.text());
    }
    return narrative;
  }
}
