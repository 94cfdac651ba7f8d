package retex.instrument;

import static retex.instrument.InstrumentRefusal.FILE_MALFORMED;
import static retex.instrument.InstrumentRefusal.TOPIC_UNKNOWN;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads instrument files. Unknown keys, unknown topics, dangling conditions are refused. */
final class InstrumentParser {

  private static final Set<String> SCALE = Set.of("1", "2", "3", "4", "NO");

  private InstrumentParser() {}

  static Topics topics(String text) {
    var topics = new ArrayList<Topic>();
    for (Yaml topic : Yaml.parse(text, "topics").only("topics").children("topics")) {
      topic.only("code", "en", "fr", "basic", "critical", "where");
      topics.add(
          new Topic(
              new TopicCode(topic.text("code")),
              new LocalText(java.util.Map.of("en", topic.text("en"), "fr", topic.text("fr"))),
              topic.flag("basic"),
              topic.text("critical"),
              topic.text("where")));
    }
    return new Topics(topics);
  }

  static Instrument instrument(String text, Topics topics) {
    Yaml file =
        Yaml.parse(text, "instrument")
            .only("id", "version", "appliesTo", "title", "scale", "areas", "narrative");
    var areas = new ArrayList<Area>();
    for (Yaml area : file.children("areas")) {
      area.only("code", "weight", "title", "criteria");
      areas.add(
          new Area(
              area.text("code"),
              area.number("weight"),
              area.localText("title"),
              area.children("criteria").stream().map(one -> criterion(one, topics)).toList()));
    }
    var instrument =
        new Instrument(
            new InstrumentRef(file.text("id"), file.number("version")),
            new UnitType(file.text("appliesTo")),
            file.localText("title"),
            file.child("scale").localTextsByKey(),
            areas,
            file.children("narrative").stream().map(InstrumentParser::narrative).toList());
    checkWhole(instrument);
    return instrument;
  }

  static NoteForm noteForm(String text) {
    Yaml file = Yaml.parse(text, "note").only("id", "version", "title", "fields");
    List<NoteField> fields =
        file.children("fields").stream()
            .map(
                field -> field.only("code", "kind", "min", "max", "required", "releasable", "text"))
            .map(
                field ->
                    new NoteField(
                        field.text("code"),
                        field.text("kind"),
                        field.flag("required"),
                        field.choice("releasable", Releasable.class),
                        field.localText("text")))
            .toList();
    return new NoteForm(
        new InstrumentRef(file.text("id"), file.number("version")),
        file.localText("title"),
        fields);
  }

  private static NarrativeField narrative(Yaml field) {
    field.only("code", "required", "title", "releasable");
    return new NarrativeField(
        field.text("code"),
        field.flag("required"),
        field.choice("releasable", Releasable.class, Releasable.REDACTED),
        field.localText("title"));
  }

  private static Criterion criterion(Yaml it, Topics topics) {
    it.only(
        "code",
        "kind",
        "required",
        "releasable",
        "topics",
        "text",
        "guidance",
        "when",
        "unit",
        "min",
        "max",
        "choices");
    List<TopicCode> codes = it.texts("topics").stream().map(TopicCode::new).toList();
    for (TopicCode code : codes) {
      if (topics.find(code).isEmpty()) {
        throw TOPIC_UNKNOWN.at(it.text("code")).asException();
      }
    }
    return new Criterion(
        new CriterionCode(it.text("code")),
        it.choice("kind", CriterionKind.class),
        it.flag("required"),
        it.choice("releasable", Releasable.class),
        codes,
        it.localText("text"),
        it.has("guidance") ? Optional.of(it.localText("guidance")) : Optional.empty(),
        it.has("when") ? Optional.of(condition(it.child("when"))) : Optional.empty(),
        new Criterion.Range(
            limit(it, "min", Criterion.Range.WIDE.min()),
            limit(it, "max", Criterion.Range.WIDE.max())),
        it.text("unit", ""),
        it.has("choices")
            ? it.children("choices").stream()
                .map(one -> new Choice(one.text("code"), one.localText("text")))
                .toList()
            : List.of());
  }

  private static Condition condition(Yaml when) {
    when.only("criterion", "in");
    return new Condition(new CriterionCode(when.text("criterion")), when.texts("in"));
  }

  private static BigDecimal limit(Yaml it, String key, BigDecimal otherwise) {
    try {
      return it.has(key) ? new BigDecimal(it.text(key)) : otherwise;
    } catch (NumberFormatException e) {
      throw FILE_MALFORMED.at(key).asException();
    }
  }

  private static void checkWhole(Instrument instrument) {
    if (!instrument.scale().keySet().equals(SCALE)) {
      throw FILE_MALFORMED.at("scale").asException();
    }
    var before = new HashSet<CriterionCode>();
    for (Criterion criterion : instrument.criteria()) {
      boolean known = criterion.when().map(when -> before.contains(when.criterion())).orElse(true);
      boolean offers = (criterion.kind() == CriterionKind.CHOICE) != criterion.choices().isEmpty();
      if (!before.add(criterion.code()) || !known || !offers) {
        throw FILE_MALFORMED.at(criterion.code().value()).asException();
      }
    }
  }
}
