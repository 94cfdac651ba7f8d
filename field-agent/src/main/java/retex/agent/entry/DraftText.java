package retex.agent.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Everything in a draft that somebody may remember and look for: what was written, not how. */
final class DraftText {

  private static final List<String> FIELDS =
      List.of(
          "instrument",
          "unit",
          "rotation",
          "reference",
          "evaluators",
          "trainer",
          "topic",
          "narrative",
          "trainingNeeds",
          "remedial",
          "observations",
          "followsTraining",
          "equipmentGap",
          "unitComment",
          "improvement");
  private static final List<String> PARTS = List.of("value", "reason", "comment");

  private DraftText() {}

  static String of(JsonNode draft) {
    List<String> words = new ArrayList<>();
    FIELDS.forEach(field -> add(draft.path(field), words));
    draft.path("answers").fieldNames().forEachRemaining(words::add);
    draft.path("answers").forEach(it -> PARTS.forEach(part -> words.add(it.path(part).asText(""))));
    draft.path("attachments").forEach(it -> words.add(it.path("caption").asText("")));
    return String.join("\n", words);
  }

  private static void add(JsonNode node, List<String> words) {
    if (node.isTextual()) {
      words.add(node.asText());
    }
    node.forEach(inner -> add(inner, words));
  }
}
