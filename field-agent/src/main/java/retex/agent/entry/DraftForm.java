package retex.agent.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The content of a draft: the import format, with anything still missing. Fields have the names
 * that the pages give them: {@code answers.FP1.rating}, {@code narrative.strengths}, {@code
 * period.from}, {@code trainingNeeds.MED-01}. Reading never fails on what an evaluator has half
 * written.
 */
final class DraftForm {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> LISTS = Set.of("trainingNeeds", "remedial");
  private static final Set<String> NUMBERS =
      Set.of("audience.total", "audience.women", "level.before", "level.after");

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

  String content() {
    return json.toString();
  }

  /** The unit's code, or its name as typed so far. */
  String unitLabel() {
    JsonNode unit = json.path("unit");
    return unit.isTextual() ? unit.asText() : unit.path("name").asText("");
  }

  /** The text that a field of a page shows. */
  String value(String name) {
    if (name.equals("unit.code")) {
      return json.path("unit").isTextual() ? json.path("unit").asText() : "";
    }
    if (name.equals("evaluators")) {
      return evaluators();
    }
    String[] path = name.split("\\.", 3);
    if (path.length == 2 && LISTS.contains(path[0])) {
      return listed(path[0]).contains(path[1]) ? "yes" : "";
    }
    JsonNode at = json;
    for (String part : path) {
      at = at.path(part);
    }
    return at.isBoolean() ? (at.asBoolean() ? "yes" : "no") : at.asText("");
  }

  /** Puts what was entered in a field of a page into its place; empty text takes it away. */
  void set(String name, String value) {
    String[] path = name.split("\\.", 3);
    if (name.equals("unit.code")) {
      setUnit(value);
    } else if (name.equals("evaluators")) {
      setEvaluators(value);
    } else if (path.length == 2 && LISTS.contains(path[0])) {
      setListed(path[0], path[1], !value.isEmpty());
    } else if (path[0].equals("answers") && path.length == 3) {
      setAnswer(path[1], path[2], value);
    } else if (name.equals("languageBarrier")) {
      json.put(name, value.equals("yes"));
    } else if (path.length == 1) {
      put(json, path[0], value);
    } else {
      setNested(path, name, value);
    }
  }

  private void setNested(String[] path, String name, String value) {
    ObjectNode inner =
        json.get(path[0]) instanceof ObjectNode object ? object : json.putObject(path[0]);
    if (NUMBERS.contains(name) && value.matches("\\d{1,6}")) {
      inner.put(path[1], Integer.parseInt(value));
    } else {
      put(inner, path[1], value);
    }
  }

  private void setAnswer(String code, String part, String value) {
    ObjectNode answers =
        json.get("answers") instanceof ObjectNode object ? object : json.putObject("answers");
    ObjectNode answer =
        answers.get(code) instanceof ObjectNode object ? object : answers.putObject(code);
    if (part.equals("rating") && value.matches("[1-4]")) {
      answer.put("rating", Integer.parseInt(value)).remove("reason");
    } else if (part.equals("rating")) {
      put(answer, "rating", value);
    } else {
      put(answer, part, value);
    }
    if (answer.isEmpty()) {
      answers.remove(code);
    }
  }

  private void setUnit(String code) {
    if (!code.isEmpty()) {
      json.put("unit", code);
    } else if (json.path("unit").isTextual()) {
      json.remove("unit");
    }
  }

  private void setEvaluators(String lines) {
    ArrayNode list = json.putArray("evaluators");
    for (String line : lines.split("\\R")) {
      if (!line.isBlank()) {
        String[] parts = line.split(";", 2);
        ObjectNode one = list.addObject().put("name", parts[0].strip());
        one.put("role", parts.length > 1 ? parts[1].strip() : "member");
      }
    }
  }

  private String evaluators() {
    List<String> lines = new ArrayList<>();
    json.path("evaluators")
        .forEach(it -> lines.add(it.path("name").asText() + "; " + it.path("role").asText()));
    return String.join("\n", lines);
  }

  private List<String> listed(String list) {
    List<String> codes = new ArrayList<>();
    json.path(list).forEach(node -> codes.add(node.asText()));
    return codes;
  }

  private void setListed(String list, String code, boolean in) {
    List<String> codes = listed(list);
    codes.remove(code);
    if (in) {
      codes.add(code);
    }
    ArrayNode array = json.putArray(list);
    codes.forEach(array::add);
  }

  private static void put(ObjectNode object, String field, String value) {
    if (value.isEmpty()) {
      object.remove(field);
    } else {
      object.put(field, value);
    }
  }
}
