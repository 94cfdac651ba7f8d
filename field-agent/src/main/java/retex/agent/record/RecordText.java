package retex.agent.record;

import java.util.ArrayList;
import java.util.List;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.TrainerNote;
import retex.contract.UnitRef;
import retex.instrument.Answer;

/** Everything in a record that somebody may remember and look for. */
final class RecordText {

  private RecordText() {}

  static String of(Entry entry) {
    var words = new ArrayList<String>();
    words.add(entry.revision().instrument().toString());
    entry
        .payload()
        .fold(
            evaluation -> add(words, evaluation),
            note -> add(words, note),
            withdrawal -> words.add(withdrawal.reason()));
    entry.payload().attachments().forEach(it -> words.add(it.caption()));
    return String.join("\n", words);
  }

  private static boolean add(List<String> words, Evaluation it) {
    unit(words, it.unit());
    words.add(it.rotation());
    words.add(it.reference());
    it.evaluators().forEach(evaluator -> words.add(evaluator.name()));
    it.answers().forEach(answer -> words.add(said(answer)));
    it.narrative().forEach(part -> words.add(part.text()));
    it.trainingNeeds().forEach(topic -> words.add(topic.value()));
    it.unitComment().ifPresent(comment -> words.addAll(List.of(comment.by(), comment.text())));
    it.improvements()
        .forEach(improvement -> words.addAll(List.of(improvement.action(), improvement.owner())));
    return words.add(it.amendment());
  }

  private static boolean add(List<String> words, TrainerNote it) {
    unit(words, it.unit());
    words.add(it.rotation());
    words.add(it.reference());
    words.add(it.trainer());
    words.add(it.topic().value());
    words.add(it.followsTraining());
    words.add(it.equipmentGap());
    it.remedial().forEach(topic -> words.add(topic.value()));
    return words.add(it.observations());
  }

  private static void unit(List<String> words, UnitRef unit) {
    words.add(unit.label());
  }

  private static String said(Answer answer) {
    String told = answer.fold(rated -> "", Answer.NotObserved::reason, given -> given.value());
    return answer.criterion() + " " + told + " " + answer.remark();
  }
}
