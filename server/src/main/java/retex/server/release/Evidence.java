package retex.server.release;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import retex.contract.Evaluation;
import retex.contract.TrainerNote;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.server.catalogue.Unit;
import retex.server.redaction.RedactedField;

/**
 * What a provider may learn from: evaluations and notes of units it trained, with consent, cleared.
 */
record Evidence(List<Evaluated> evaluations, List<Noted> notes) {

  Evidence {
    evaluations = List.copyOf(evaluations);
    notes = List.copyOf(notes);
  }

  boolean isEmpty() {
    return evaluations.isEmpty() && notes.isEmpty();
  }

  /** One evaluation, the form it answers, and its redacted free texts. */
  record Evaluated(
      String record,
      Unit unit,
      Evaluation evaluation,
      Instrument instrument,
      List<RedactedField> texts) {

    Map<CriterionCode, Answer> answers() {
      var answers = new HashMap<CriterionCode, Answer>();
      evaluation.answers().forEach(answer -> answers.put(answer.criterion(), answer));
      return answers;
    }

    LocalDate end() {
      return evaluation.to();
    }
  }

  /** One trainer's note with its redacted observations. */
  record Noted(String record, Unit unit, TrainerNote note, List<RedactedField> texts) {}
}
