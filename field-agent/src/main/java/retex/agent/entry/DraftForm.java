package retex.agent.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import retex.agent.web.Words;
import retex.instrument.CriterionCode;

/**
 * The content of a draft: the import format, with anything still missing. Fields have the names
 * that the pages give them: {@code answers.FP1.rating}, {@code narrative.strengths}, {@code
 * period.from}, {@code trainingNeeds.MED-01}. Reading never fails on what an evaluator has half
 * written.
 */
final class DraftForm {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> LISTS = Set.of("trainingNeeds", "remedial");
  private static final List<String> BY_CRITERION = List.of("answers", "improvement");
  private static final List<String> OF_UNIT =
      List.of("unit.code", "unit.name", "unit.type", "unit.state", "unit.mission");
  private static final String BARRIER = "languageBarrier";
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

  DraftForm copy() {
    return new DraftForm(json.deepCopy());
  }

  String content() {
    return json.toString();
  }

  /** The unit's code, or its name as typed so far. */
  String unitLabel() {
    JsonNode unit = json.path("unit");
    return unit.isTextual() ? unit.asText() : unit.path("name").asText("");
  }

  /** Everything in it that somebody may remember and look for, as of a record. */
  String text() {
    return DraftText.of(json);
  }

  /** Codes of the criteria about which anything was written. */
  List<String> answered() {
    List<String> codes = new ArrayList<>();
    json.path("answers").fieldNames().forEachRemaining(codes::add);
    return codes;
  }

  /**
   * Fields that may hold another text than in another form, of those that can change with one that
   * is entered: about the unit, of criteria, files.
   */
  SortedSet<String> unlike(DraftForm other) {
    SortedSet<String> fields = new TreeSet<>();
    for (String group : BY_CRITERION) {
      addUnlike(group, json, other.json, fields);
      addUnlike(group, other.json, json, fields);
    }
    if (!json.path("unit").equals(other.json.path("unit"))) {
      fields.addAll(OF_UNIT);
    }
    if (!json.path("attachments").equals(other.json.path("attachments"))) {
      files().forEach(it -> fields.add(FileFields.file(it.criterion(), it.hash())));
      other.files().forEach(it -> fields.add(FileFields.file(it.criterion(), it.hash())));
    }
    return fields;
  }

  private static void addUnlike(
      String group, ObjectNode one, ObjectNode other, SortedSet<String> fields) {
    JsonNode others = other.path(group);
    for (var said : one.path(group).properties()) {
      if (!said.getValue().equals(others.get(said.getKey()))) {
        said.getValue()
            .fieldNames()
            .forEachRemaining(part -> fields.add(group + "." + said.getKey() + "." + part));
      }
    }
  }

  /** A field's text as it would be kept. */
  String asKept(String name, String value) {
    DraftForm copy = copy();
    copy.set(name, value);
    return copy.value(name);
  }

  /** The text that a field of a page shows. */
  String value(String name) {
    if (name.equals("unit.code")) {
      return json.path("unit").isTextual() ? json.path("unit").asText() : "";
    }
    if (name.equals("evaluators")) {
      return evaluators();
    }
    if (name.equals(BARRIER)) {
      return json.path(name).asBoolean() ? "yes" : ""; // a box has no third state
    }
    if (FileFields.isOne(name)) {
      return FileFields.value(json, name);
    }
    String[] path = path(name);
    if (path.length == 2 && LISTS.contains(path[0])) {
      return listed(path[0]).contains(path[1]) ? "yes" : "";
    }
    JsonNode at = json;
    for (String part : path) {
      at = at.path(part);
    }
    return text(at);
  }

  /** The same of one part of what was answered to a criterion, which each save asks of all. */
  String answer(CriterionCode code, String part) {
    return text(json.path("answers").path(code.value()).path(part));
  }

  private static String text(JsonNode at) {
    return at.isBoolean() ? (at.asBoolean() ? "yes" : "no") : at.asText("");
  }

  /** A criterion's code may hold dots: {@code answers.V1.2.rating} is about {@code V1.2}. */
  private static String[] path(String name) {
    int first = name.indexOf('.');
    if (first < 0) {
      return new String[] {name};
    }
    String head = name.substring(0, first);
    String rest = name.substring(first + 1);
    int last = rest.lastIndexOf('.');
    return BY_CRITERION.contains(head) && last > 0
        ? new String[] {head, rest.substring(0, last), rest.substring(last + 1)}
        : new String[] {head, rest};
  }

  /** Puts what was entered in a field of a page into its place; empty text takes it away. */
  void set(String name, String value) {
    String[] path = path(name);
    if (name.equals("unit.code")) {
      setUnit(value);
    } else if (name.equals("evaluators")) {
      setEvaluators(value);
    } else if (FileFields.isOne(name)) {
      FileFields.set(json, name, value);
    } else if (path.length == 2 && LISTS.contains(path[0])) {
      setListed(path[0], path[1], !value.isEmpty());
    } else if (path.length == 3) {
      setOf(path[0], path[1], path[2], value);
    } else if (name.equals(BARRIER)) {
      setBarrier(value.equals("yes"));
    } else if (path.length == 1) {
      put(json, path[0], value);
    } else {
      setNested(path, name, value);
    }
  }

  private void setNested(String[] path, String name, String value) {
    if (path[0].equals("unit") && json.path("unit").isTextual()) {
      return; // a unit of the list has no name of its own
    }
    ObjectNode inner = object(json, path[0]);
    if (NUMBERS.contains(name) && value.matches("\\d{1,6}")) {
      inner.put(path[1], Integer.parseInt(value));
    } else {
      put(inner, path[1], value);
    }
  }

  /** Takes one item of a repeated area away; the items after it move up. */
  void removeItem(List<String> criteria, int item, int items) {
    Map<String, Optional<String>> ways = new HashMap<>();
    for (String code : criteria) {
      ways.put(code + "." + item, Optional.empty());
      for (int number = item + 1; number <= items; number++) {
        ways.put(code + "." + number, Optional.of(code + "." + (number - 1)));
      }
    }
    move(ways);
  }

  /**
   * Gives what was answered to some criteria, what was agreed on them and what was seen there to
   * others, all at once, or takes it away; what was seen stays with the record.
   */
  void move(Map<String, Optional<String>> ways) {
    for (String group : BY_CRITERION) {
      if (json.get(group) instanceof ObjectNode all) {
        Map<String, JsonNode> moved = new HashMap<>();
        ways.forEach(
            (from, to) -> {
              JsonNode said = all.remove(from);
              if (said != null && to.isPresent()) {
                moved.put(to.get(), said);
              }
            });
        all.setAll(moved);
      }
    }
    if (json.path("improvement").isEmpty()) {
      json.remove("improvement");
    }
    FileFields.move(json, ways);
  }

  /**
   * Keeps the answers of these criteria alone, and what was agreed on them; of what was observed,
   * or not answered at all, no reason.
   */
  void retain(Set<String> criteria) {
    ObjectNode answers = object(json, "answers").retain(criteria);
    for (String code : answered()) {
      if (answers.get(code) instanceof ObjectNode both && both.has("value")) {
        both.remove("rating"); // as an earlier version kept it
      }
      if (answers.get(code) instanceof ObjectNode one
          && !one.path("rating").asText().equals("NO")) {
        one.remove("reason");
        if (one.isEmpty()) {
          answers.remove(code);
        }
      }
    }
    object(json, "narrative");
    if (json.get("improvement") instanceof ObjectNode improvement) {
      improvement.retain(criteria);
    }
  }

  /** Photographs and documents, in the order in which they were added. */
  List<FileFields.One> files() {
    return FileFields.all(json);
  }

  /** Codes of the criteria on which an improvement was agreed. */
  List<String> improved() {
    List<String> codes = new ArrayList<>();
    json.path("improvement").fieldNames().forEachRemaining(codes::add);
    return codes;
  }

  /** The text of everything that was written about a criterion, for a person. */
  String written(String code) {
    List<String> parts = new ArrayList<>();
    BY_CRITERION.forEach(
        group -> json.path(group).path(code).forEach(part -> parts.add(part.asText())));
    return String.join(" · ", parts);
  }

  /** Codes of the parts of the narrative in which anything was written. */
  List<String> narrative() {
    List<String> codes = new ArrayList<>();
    json.path("narrative").fieldNames().forEachRemaining(codes::add);
    return codes;
  }

  private void setOf(String group, String code, String part, String value) {
    ObjectNode all = object(json, group);
    ObjectNode one = object(all, code);
    if (!group.equals("answers")) {
      put(one, part, value);
    } else if (part.equals("rating")) {
      setRating(one, value);
    } else {
      put(one, part, value);
      if (part.equals("value") && !value.isEmpty()) {
        one.remove("rating"); // it was observed after all
      }
    }
    if (one.isEmpty()) {
      all.remove(code);
    }
    if (all.isEmpty() && !group.equals("answers")) {
      json.remove(group);
    }
  }

  /**
   * Not observing ends a value, as a value ends that; a reason stays until the submission, should
   * it hold again.
   */
  private static void setRating(ObjectNode answer, String value) {
    if (value.matches("[1-4]")) {
      answer.put("rating", Integer.parseInt(value));
    } else {
      put(answer, "rating", value);
    }
    if (value.equals("NO")) {
      answer.remove("value");
    }
  }

  private static ObjectNode object(ObjectNode in, String field) {
    return in.get(field) instanceof ObjectNode object ? object : in.putObject(field);
  }

  private void setBarrier(boolean isThere) {
    if (isThere) {
      json.put(BARRIER, true);
    } else {
      json.remove(BARRIER);
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
    String member = Words.in(json.path("language").asText()).say("team.role.member");
    for (String line : lines.split("\\R")) {
      if (!line.isBlank()) {
        String[] parts = line.split(";", 2);
        ObjectNode one = list.addObject().put("name", parts[0].strip());
        one.put("role", parts.length > 1 ? parts[1].strip() : member);
      }
    }
  }

  private String evaluators() {
    List<String> lines = new ArrayList<>();
    json.path("evaluators")
        .forEach(it -> lines.add(it.path("name").asText() + "; " + it.path("role").asText()));
    return String.join("\n", lines);
  }

  /** The codes of one of the lists. */
  List<String> listed(String list) {
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

  static void put(ObjectNode object, String field, String value) {
    if (value.isEmpty()) {
      object.remove(field);
    } else {
      object.put(field, value);
    }
  }
}
