package retex.agent.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The content of a draft: the import format, with anything still missing. Reading never fails on
 * what an evaluator has half written.
 */
final class DraftForm {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode json;

  private DraftForm(ObjectNode json) {
    this.json = json;
  }

  static DraftForm of(String content) {
    try {
      return new DraftForm(
          JSON.readTree(content) instanceof ObjectNode object ? object : JSON.createObjectNode());
    } catch (JsonProcessingException e) {
      return new DraftForm(JSON.createObjectNode());
    }
  }

  ObjectNode json() {
    return json;
  }

  String content() {
    return json.toString();
  }

  /** The unit's code, or its name as typed so far. */
  String unitLabel() {
    JsonNode unit = json.path("unit");
    return unit.isTextual() ? unit.asText() : unit.path("name").asText("");
  }

  /** The text at a path of fields, empty where there is none. */
  String text(String... path) {
    JsonNode at = json;
    for (String field : path) {
      at = at.path(field);
    }
    return at.asText("");
  }
}
