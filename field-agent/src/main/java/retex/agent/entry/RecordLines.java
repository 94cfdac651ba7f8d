package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.DATE_IMPOSSIBLE;
import static retex.agent.entry.EntryRefusal.LINE_FIELD_MISSING;
import static retex.agent.entry.EntryRefusal.LINE_FIELD_UNKNOWN;
import static retex.agent.entry.EntryRefusal.LINE_NOT_A_RECORD;
import static retex.agent.entry.EntryRefusal.LINE_NOT_JSON;
import static retex.instrument.InstrumentRefusal.TEXT_TOO_LONG;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import retex.agent.library.Library;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.Improvement;
import retex.contract.NarrativePart;
import retex.contract.Payload;
import retex.contract.TrainerNote;
import retex.contract.UnitComment;
import retex.contract.UnitRef;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.TopicCode;
import retex.instrument.Validation;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * The import format: one JSON object a line, checked against the shipped JSON Schema, then against
 * the instrument it names. The same form is what a draft holds, so that a page and a file are read
 * by the same rules.
 */
@Singleton
public final class RecordLines {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final String SCHEMA = "/schema/record-line.schema.json";

  private final Library library;

  RecordLines(Library library) {
    this.library = library;
  }

  /** What a line says, or everything that is wrong with it. */
  public Reading read(String line) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return Reading.refused(LINE_NOT_JSON.at(place(e)));
    }
    List<Refusal> problems = new ArrayList<>();
    Shape.SCHEMA.validate(json).stream().map(RecordLines::unfit).distinct().forEach(problems::add);
    if (!problems.isEmpty()) {
      return new Reading(Optional.empty(), problems);
    }
    try {
      return json.get("kind").asText().equals("evaluation") ? evaluation(json) : note(json);
    } catch (RefusedException e) {
      return Reading.refused(e.refusal());
    }
  }

  /** The field that does not fit, named by its path in the line, and what is wrong with it. */
  private static Refusal unfit(ValidationMessage message) {
    String place = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    String property = message.getProperty() == null ? "" : message.getProperty();
    String field =
        place.isEmpty() || property.isEmpty() ? place + property : place + "." + property;
    return switch (message.getType()) {
      case "required", "minLength" -> LINE_FIELD_MISSING.at(field);
      case "maxLength" -> TEXT_TOO_LONG.at(field);
      case "additionalProperties", "unevaluatedProperties" -> LINE_FIELD_UNKNOWN.at(field);
      default -> LINE_NOT_A_RECORD.at(field);
    };
  }

  private Reading evaluation(JsonNode json) {
    InstrumentRef ref = InstrumentRef.parse(json.get("instrument").asText());
    Map<CriterionCode, Answer> answers = new HashMap<>();
    json.path("answers")
        .fields()
        .forEachRemaining(
            field -> {
              Answer answer = answer(new CriterionCode(field.getKey()), field.getValue());
              answers.put(answer.criterion(), answer);
            });
    Map<String, String> narrative = new HashMap<>();
    json.path("narrative")
        .fields()
        .forEachRemaining(
            field -> {
              if (!field.getValue().asText().isBlank()) {
                narrative.put(field.getKey(), field.getValue().asText());
              }
            });
    Instruments known = library.instruments();
    Optional<Instrument> instrument = known.find(ref);
    List<Refusal> problems = new ArrayList<>();
    if (instrument.isEmpty()) {
      problems.add(retex.instrument.InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument"));
    } else {
      problems.addAll(Validation.problems(instrument.get(), answers, narrative));
    }
    List<TopicCode> needs = topics(json.path("trainingNeeds"), known, "trainingNeeds", problems);
    List<Evaluator> evaluators = new ArrayList<>();
    json.path("evaluators")
        .forEach(it -> evaluators.add(new Evaluator(text(it, "name"), text(it, "role"))));
    Evaluation payload =
        new Evaluation(
            unit(json.get("unit")),
            text(json, "rotation"),
            date(json.path("period").path("from"), "period.from"),
            date(json.path("period").path("to"), "period.to"),
            json.get("language").asText(),
            classification(json),
            evaluators,
            List.copyOf(answers.values()),
            narrative.entrySet().stream()
                .map(part -> new NarrativePart(part.getKey(), part.getValue()))
                .toList(),
            needs,
            text(json, "reference"),
            unitComment(json.path("unitComment")),
            improvements(json.path("improvement"), answers, problems),
            LineFiles.of(json, instrument, problems),
            List.of(),
            text(json, "amendment"));
    String author = evaluators.isEmpty() ? "evaluator" : evaluators.get(0).name();
    return reading(json, problems, new RecordLine(payload, ref, author, follows(json)));
  }

  private static Optional<UnitComment> unitComment(JsonNode json) {
    return json.isObject()
        ? Optional.of(new UnitComment(text(json, "by"), text(json, "text")))
        : Optional.empty();
  }

  /** Each improvement belongs to an answer of this evaluation. */
  private static List<Improvement> improvements(
      JsonNode json, Map<CriterionCode, Answer> answers, List<Refusal> problems) {
    List<Improvement> improvements = new ArrayList<>();
    json.fields()
        .forEachRemaining(
            field -> {
              String where = "improvement." + field.getKey();
              var code = new CriterionCode(field.getKey());
              if (!answers.containsKey(code)) {
                problems.add(retex.instrument.InstrumentRefusal.CRITERION_UNKNOWN.at(where));
              }
              JsonNode it = field.getValue();
              improvements.add(
                  new Improvement(
                      code,
                      text(it, "action"),
                      text(it, "owner"),
                      date(it.path("due"), where + ".due")));
            });
    return improvements;
  }

  private Reading note(JsonNode json) {
    Instruments known = library.instruments();
    InstrumentRef ref =
        json.has("instrument")
            ? InstrumentRef.parse(json.get("instrument").asText())
            : known.newestNoteForm().ref();
    List<Refusal> problems = new ArrayList<>();
    if (known.noteForm(ref).isEmpty()) {
      problems.add(retex.instrument.InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument"));
    }
    var topic = new TopicCode(json.get("topic").asText());
    checkTopic(topic, known, "topic", problems);
    var payload =
        new TrainerNote(
            unit(json.get("unit")),
            text(json, "rotation"),
            date(json.get("date"), "date"),
            json.get("language").asText(),
            classification(json),
            json.path("trainer").path("name").asText(),
            topic,
            json.path("audience").path("total").asInt(),
            json.path("audience").path("women").asInt(),
            json.get("languageOfInstruction").asText(),
            json.path("languageBarrier").asBoolean(false),
            json.path("level").path("before").asInt(),
            json.path("level").path("after").asInt(),
            text(json, "followsTraining"),
            text(json, "equipmentGap"),
            text(json, "observations"),
            topics(json.path("remedial"), known, "remedial", problems),
            text(json, "reference"),
            LineFiles.of(json, Optional.empty(), problems));
    return reading(json, problems, new RecordLine(payload, ref, payload.trainer(), follows(json)));
  }

  private static Reading reading(JsonNode json, List<Refusal> problems, RecordLine line) {
    return problems.isEmpty()
        ? new Reading(Optional.of(line), List.of())
        : new Reading(Optional.empty(), problems);
  }

  private static Answer answer(CriterionCode code, JsonNode json) {
    String remark = text(json, "comment");
    if (json.has("value")) {
      JsonNode value = json.get("value");
      String text = value.isBoolean() ? (value.asBoolean() ? "yes" : "no") : plain(value);
      return new Answer.Given(code, text, remark);
    }
    JsonNode rating = json.get("rating");
    return rating.isTextual()
        ? new Answer.NotObserved(code, text(json, "reason"), remark)
        : new Answer.Rated(code, rating.asInt(), remark);
  }

  private static String plain(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.asText();
  }

  private static UnitRef unit(JsonNode json) {
    return json.isTextual()
        ? UnitRef.coded(json.asText())
        : UnitRef.typed(
            text(json, "name"), text(json, "type"), text(json, "state"), text(json, "mission"));
  }

  private static Classification classification(JsonNode json) {
    String word = json.path("classification").asText("confidential");
    return Classification.valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }

  private static List<TopicCode> topics(
      JsonNode json, Instruments known, String where, List<Refusal> problems) {
    List<TopicCode> codes = new ArrayList<>();
    json.forEach(
        node -> {
          var code = new TopicCode(node.asText());
          checkTopic(code, known, where, problems);
          codes.add(code);
        });
    return codes;
  }

  private static void checkTopic(
      TopicCode code, Instruments known, String where, List<Refusal> problems) {
    if (known.topics().find(code).isEmpty()) {
      problems.add(retex.instrument.InstrumentRefusal.TOPIC_UNKNOWN.at(where));
    }
  }

  private static Optional<String> follows(JsonNode json) {
    return json.has("record") ? Optional.of(json.get("record").asText()) : Optional.empty();
  }

  private static LocalDate date(JsonNode json, String where) {
    try {
      return LocalDate.parse(json.asText());
    } catch (DateTimeException e) {
      throw DATE_IMPOSSIBLE.at(where).asException();
    }
  }

  static String text(JsonNode json, String field) {
    return json.path(field).asText("");
  }

  private static String place(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null ? "" : "column " + location.getColumnNr();
  }

  /** What was read of a line: a record, or what is wrong. */
  public record Reading(Optional<RecordLine> line, List<Refusal> problems) {

    public Reading {
      problems = List.copyOf(problems);
    }

    static Reading refused(Refusal refusal) {
      return new Reading(Optional.empty(), List.of(refusal));
    }
  }

  /**
   * One record as written in a line. {@code follows} is the record id that it is a revision of, or
   * empty for a new record.
   */
  public record RecordLine(
      Payload payload, InstrumentRef instrument, String author, Optional<String> follows) {}

  /** The schema, read at the first line: pages come up without it. */
  private static final class Shape {
    private static final JsonSchema SCHEMA = load();

    private static JsonSchema load() {
      try (var in = RecordLines.class.getResourceAsStream(RecordLines.SCHEMA)) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
