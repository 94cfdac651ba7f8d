package retex.server.redaction.labelled;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One labelled text. Offsets count Unicode code points. */
record Labelled(String id, String language, String text, List<Gold> gold, List<Keep> keep) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> NAMED =
      Set.of("PERSON", "EVALUATOR", "UNIT", "STATE", "MISSION", "PLACE", "CALLSIGN");
  private static final Set<String> DESCRIPTIVE =
      Set.of("MEDICAL", "MISCONDUCT", "SOURCE", "INTELLIGENCE", "INDIRECT", "CASUALTY");
  private static final Set<String> STRUCTURED =
      Set.of(
          "GRID",
          "DATETIME",
          "PHONE",
          "EMAIL",
          "FREQUENCY",
          "PLATE",
          "SERVICE_NUMBER",
          "REFERENCE",
          "WEAPONS",
          "STRENGTH",
          "MONEY",
          "ACCOUNT");

  /** What must go, or ({@code must} false) identifies indirectly. */
  record Gold(int start, int end, String category, boolean must, String entity, String text) {

    String kind() {
      if (NAMED.contains(category)) {
        return "named";
      }
      if (DESCRIPTIVE.contains(category)) {
        return "descriptive";
      }
      if (STRUCTURED.contains(category)) {
        return "structured";
      }
      throw new IllegalArgumentException("no such category: " + category);
    }

    String line(String document) {
      ObjectNode json = JSON.createObjectNode();
      return json.put("doc_id", document)
          .put("start", start)
          .put("end", end)
          .put("category", category)
          .put("must", must)
          .put("kind", kind())
          .put("entity", entity)
          .put("text", text)
          .toString();
    }
  }

  /** What a reader needs. Some say which finding is meant. */
  record Keep(int start, int end, Optional<Finding> finding, String text) {

    String line(String document) {
      ObjectNode json = JSON.createObjectNode();
      json.put("doc_id", document).put("start", start).put("end", end);
      finding.ifPresent(
          it ->
              json.put("topic", it.topic())
                  .put("skill", it.skill())
                  .put("judgement", it.judgement()));
      return json.put("text", text).toString();
    }
  }

  /** The topic's code, the skill in words, and {@code strength} or {@code shortfall}. */
  record Finding(String topic, String skill, String judgement) {}
}
