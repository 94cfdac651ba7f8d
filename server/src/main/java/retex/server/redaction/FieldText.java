package retex.server.redaction;

import java.util.ArrayList;
import java.util.List;
import retex.contract.Evaluation;
import retex.contract.NarrativePart;
import retex.contract.Payload;
import retex.contract.TrainerNote;
import retex.instrument.Answer;

/**
 * One free text of a record by the place it stands in: {@code narrative.strengths}, {@code
 * comment.FP2}, {@code observations}.
 */
record FieldText(String field, String text) {

  /** Every free text that might be released once redacted. Reasons and equipment gaps never are. */
  static List<FieldText> of(Payload payload) {
    return payload.fold(FieldText::ofEvaluation, FieldText::ofNote, withdrawal -> List.of());
  }

  private static List<FieldText> ofEvaluation(Evaluation evaluation) {
    var fields = new ArrayList<FieldText>();
    for (NarrativePart part : evaluation.narrative()) {
      fields.add(new FieldText("narrative." + part.code(), part.text()));
    }
    for (Answer answer : evaluation.answers()) {
      if (!answer.remark().isBlank()) {
        fields.add(new FieldText("comment." + answer.criterion(), answer.remark()));
      }
    }
    return fields;
  }

  private static List<FieldText> ofNote(TrainerNote note) {
    return List.of(new FieldText("observations", note.observations()));
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "FieldText[" + field + "]";
  }
}
