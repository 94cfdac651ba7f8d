package retex.agent.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import retex.contract.Attachment;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Improvement;
import retex.contract.TrainerNote;
import retex.contract.UnitRef;
import retex.instrument.Answer;
import retex.instrument.TopicCode;

/** A submitted record back in the import format. */
final class PayloadJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PayloadJson() {}

  static String of(Entry entry) {
    String instrument = entry.revision().instrument().toString();
    return entry
        .payload()
        .fold(
            it -> evaluation(it).put("instrument", instrument),
            it -> note(it).put("instrument", instrument),
            it -> NODES.objectNode().put("kind", "withdrawal").put("reason", it.reason()))
        .toString();
  }

  private static ObjectNode evaluation(Evaluation it) {
    ObjectNode json = NODES.objectNode().put("kind", "evaluation");
    json.set("unit", unit(it.unit()));
    json.put("rotation", it.rotation());
    json.putObject("period").put("from", it.from().toString()).put("to", it.to().toString());
    json.put("language", it.language()).put("classification", word(it.classification()));
    it.evaluators()
        .forEach(
            one ->
                json.withArray("evaluators")
                    .addObject()
                    .put("name", one.name())
                    .put("role", one.role()));
    ObjectNode answers = json.putObject("answers");
    it.answers().forEach(answer -> answers.set(answer.criterion().value(), answer(answer)));
    ObjectNode narrative = json.putObject("narrative");
    it.narrative().forEach(part -> narrative.put(part.code(), part.text()));
    for (TopicCode topic : it.trainingNeeds()) {
      json.withArray("trainingNeeds").add(topic.value());
    }
    it.unitComment()
        .ifPresent(
            comment ->
                json.putObject("unitComment").put("by", comment.by()).put("text", comment.text()));
    for (Improvement improvement : it.improvements()) {
      json.withObject("/improvement")
          .putObject(improvement.criterion().value())
          .put("action", improvement.action())
          .put("owner", improvement.owner())
          .put("due", improvement.due().toString());
    }
    files(json, it.attachments());
    return withReference(json, it.reference());
  }

  private static ObjectNode note(TrainerNote it) {
    ObjectNode json = NODES.objectNode().put("kind", "trainer-note");
    json.set("unit", unit(it.unit()));
    json.put("rotation", it.rotation()).put("date", it.date().toString());
    json.put("language", it.language()).put("classification", word(it.classification()));
    json.putObject("trainer").put("name", it.trainer());
    json.put("topic", it.topic().value());
    json.putObject("audience").put("total", it.total()).put("women", it.women());
    json.put("languageOfInstruction", it.languageOfInstruction());
    if (it.languageBarrier()) {
      json.put("languageBarrier", true);
    }
    json.putObject("level").put("before", it.levelBefore()).put("after", it.levelAfter());
    json.put("followsTraining", it.followsTraining());
    json.put("equipmentGap", it.equipmentGap());
    json.put("observations", it.observations());
    for (TopicCode topic : it.remedial()) {
      json.withArray("remedial").add(topic.value());
    }
    files(json, it.attachments());
    return withReference(json, it.reference());
  }

  private static void files(ObjectNode json, List<Attachment> files) {
    for (Attachment it : files) {
      ObjectNode file = json.withArray("attachments").addObject();
      file.put("sha256", it.hash().hex()).put("size", it.size()).put("mediaType", it.mediaType());
      DraftForm.put(file, "caption", it.caption());
      DraftForm.put(file, "criterion", it.criterion());
    }
  }

  private static ObjectNode withReference(ObjectNode json, String reference) {
    return reference.isEmpty() ? json : json.put("reference", reference);
  }

  private static com.fasterxml.jackson.databind.JsonNode unit(UnitRef it) {
    return it.isCoded()
        ? NODES.textNode(it.code())
        : NODES
            .objectNode()
            .put("name", it.name())
            .put("type", it.type())
            .put("state", it.state())
            .put("mission", it.mission());
  }

  private static ObjectNode answer(Answer it) {
    ObjectNode json =
        it.fold(
            rated -> NODES.objectNode().put("rating", rated.rating()),
            unseen -> NODES.objectNode().put("rating", "NO").put("reason", unseen.reason()),
            given -> NODES.objectNode().put("value", given.value()));
    return it.remark().isEmpty() ? json : json.put("comment", it.remark());
  }

  private static String word(Classification it) {
    return it.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
