package retex.server.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.Evaluation;
import retex.contract.NarrativePart;
import retex.contract.Payload;
import retex.contract.TrainerNote;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.Instrument;
import retex.instrument.TopicCode;
import retex.server.finding.engine.Hint;
import retex.server.finding.engine.Judgement;

/**
 * One free text of a record, by the place it stands in ({@code narrative.strengths}, {@code
 * comment.FP2}, {@code observations}), and what is known of it before it is read.
 */
record Remark(String field, String text, Hint hint) {

  private static final int LOW = 2;

  static List<Remark> of(Payload payload, Optional<Instrument> form) {
    return payload.fold(
        evaluation -> ofEvaluation(evaluation, form), Remark::ofNote, withdrawal -> List.of());
  }

  private static List<Remark> ofEvaluation(Evaluation evaluation, Optional<Instrument> form) {
    var remarks = new ArrayList<Remark>();
    for (NarrativePart part : evaluation.narrative()) {
      Judgement plain = part.code().equals("strengths") ? Judgement.ABLE : Judgement.PARTIAL;
      remarks.add(new Remark("narrative." + part.code(), part.text(), new Hint(List.of(), plain)));
    }
    Map<String, List<String>> topics = new HashMap<>();
    form.ifPresent(
        it ->
            it.criteria()
                .forEach(criterion -> topics.put(criterion.code().value(), topics(criterion))));
    for (Answer answer : evaluation.answers()) {
      if (!answer.remark().isBlank()) {
        int rating = answer.fold(Answer.Rated::rating, unseen -> 0, given -> 0);
        boolean low = rating > 0 && rating <= LOW;
        var hint =
            new Hint(
                topics.getOrDefault(answer.criterion().value(), List.of()),
                low ? Judgement.PARTIAL : Judgement.ABLE);
        remarks.add(new Remark("comment." + answer.criterion(), answer.remark(), hint));
      }
    }
    return remarks;
  }

  private static List<Remark> ofNote(TrainerNote note) {
    var hint = new Hint(List.of(note.topic().value()), Judgement.ABLE);
    return List.of(new Remark("observations", note.observations(), hint));
  }

  private static List<String> topics(Criterion criterion) {
    return criterion.topics().stream().map(TopicCode::value).toList();
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Remark[" + field + "]";
  }
}
