package retex.instrument;

import static retex.instrument.InstrumentRefusal.CONDITION_DANGLING;
import static retex.instrument.InstrumentRefusal.KEY_TWICE;
import static retex.instrument.InstrumentRefusal.LANGUAGE_MISSING;
import static retex.instrument.InstrumentRefusal.TOPIC_UNKNOWN;
import static retex.instrument.InstrumentRefusal.VALUE_UNFIT;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads instrument files. Unknown keys, unknown topics, dangling conditions are refused. */
final class InstrumentParser {

  private static final Set<String> SCALE = Set.of("1", "2", "3", "4", "NO");
  private static final Set<String> WORDS = Set.of("1", "2", "3", "4", "NO", "yes", "no");
  private static final List<String> ENGLISH = List.of("en");

  private final Yaml file;
  private final Topics topics;
  private final List<String> languages;
  private final Set<CriterionCode> seen = new HashSet<>();

  private InstrumentParser(Yaml file, Topics topics) {
    this.file = file;
    this.topics = topics;
    this.languages = languages(file);
  }

  static Topics topics(String text) {
    var topics = new ArrayList<Topic>();
    for (Yaml topic : Yaml.parse(text, "topics@1").only("topics").children("topics")) {
      topic.only("code", "en", "fr", "basic", "critical", "where");
      topics.add(
          new Topic(
              topic.of("code", TopicCode::new),
              new LocalText(Map.of("en", topic.text("en"), "fr", topic.text("fr"))),
              topic.flag("basic"),
              topic.text("critical"),
              topic.text("where")));
    }
    return new Topics(topics);
  }

  static Instrument instrument(String text, Topics topics, String name) {
    Yaml file =
        Yaml.parse(text, name)
            .only(
                "id", "version", "appliesTo", "languages", "title", "scale", "areas", "narrative");
    return new InstrumentParser(file, topics).whole();
  }

  /** Of a file, or of its beginning as far as the areas. */
  static Heading heading(String text, String name) {
    Yaml file = Yaml.parse(text, name);
    return new Heading(
        new InstrumentRef(file.text("id"), file.number("version")),
        file.of("appliesTo", UnitType::new),
        file.localText("title", languages(file)));
  }

  static NoteForm noteForm(String text, String name) {
    Yaml file = Yaml.parse(text, name).only("id", "version", "languages", "title", "fields");
    List<String> languages = languages(file);
    var fields = new ArrayList<NoteField>();
    for (Yaml field : file.children("fields")) {
      field.only("code", "kind", "min", "max", "required", "releasable", "text");
      fields.add(
          new NoteField(
              field.text("code"),
              field.text("kind"),
              field.flag("required"),
              field.choice("releasable", Releasable.class),
              field.localText("text", languages)));
    }
    return new NoteForm(
        new InstrumentRef(file.text("id"), file.number("version")),
        languages,
        file.localText("title", languages),
        fields);
  }

  private static List<String> languages(Yaml file) {
    List<String> languages =
        file.has("languages") ? file.listOf("languages", word -> word) : ENGLISH;
    if (!languages.contains("en")) {
      throw file.refused(LANGUAGE_MISSING, "languages.en");
    }
    return languages;
  }

  private Instrument whole() {
    Yaml scale = file.child("scale");
    Map<String, LocalText> words = scale.localTextsByKey(languages);
    if (!words.keySet().equals(SCALE)) {
      throw scale.refused(VALUE_UNFIT, "scale");
    }
    var areas = new ArrayList<Area>();
    for (Yaml area : file.children("areas")) {
      areas.add(area(area.only("code", "weight", "title", "repeat", "criteria")));
    }
    LocalText title = file.localText("title", languages);
    return new Instrument(
        new InstrumentRef(file.text("id"), file.number("version")),
        file.of("appliesTo", UnitType::new),
        file.has("languages") ? languages : title.languages(),
        title,
        words,
        areas,
        file.children("narrative").stream().map(this::narrative).toList());
  }

  private Area area(Yaml it) {
    Optional<Area.Repeat> repeat = it.childIfAny("repeat").map(this::repeat);
    var criteria = new ArrayList<Criterion>();
    for (Yaml criterion : it.children("criteria")) {
      criteria.add(criterion(criterion));
    }
    return new Area(
        it.of("code", word -> new CriterionCode(word).value()),
        it.number("weight"),
        it.localText("title", languages),
        repeat,
        criteria);
  }

  private Area.Repeat repeat(Yaml it) {
    it.only("min", "max", "item");
    int min = it.number("min", 0);
    int max = it.number("max");
    if (min < 0 || max < 1 || max > Area.Repeat.MOST || min > max) {
      throw it.refused(VALUE_UNFIT, "repeat");
    }
    return new Area.Repeat(min, max, it.localText("item", languages));
  }

  private NarrativeField narrative(Yaml field) {
    field.only("code", "required", "title", "releasable");
    return new NarrativeField(
        field.of("code", word -> new CriterionCode(word).value()),
        field.flag("required"),
        field.choice("releasable", Releasable.class, Releasable.REDACTED),
        field.localText("title", languages));
  }

  private Criterion criterion(Yaml it) {
    it.only(
        "code",
        "kind",
        "required",
        "releasable",
        "topics",
        "text",
        "guidance",
        "evidence",
        "when",
        "requiredWhen",
        "must",
        "remarkFor",
        "longest",
        "unit",
        "min",
        "max",
        "choices",
        "was");
    CriterionCode code = it.of("code", CriterionCode::new);
    CriterionKind kind = it.choice("kind", CriterionKind.class);
    Criterion.Rules rules = rules(it, code);
    List<Choice> choices = choices(it, kind);
    return new Criterion(
        code,
        kind,
        it.flag("required"),
        it.choice("releasable", Releasable.class),
        it.listOf("topics", this::topic),
        it.localText("text", languages),
        it.localTextIfAny("guidance", languages),
        it.localTextIfAny("evidence", languages),
        rules,
        new Criterion.Range(
            limit(it, "min", Criterion.Range.WIDE.min()),
            limit(it, "max", Criterion.Range.WIDE.max())),
        it.wordIfAny("unit", languages),
        choices,
        it.has("was") ? it.listOf("was", CriterionCode::new) : List.of());
  }

  private TopicCode topic(String word) {
    var code = new TopicCode(word);
    if (topics.find(code).isEmpty()) {
      throw TOPIC_UNKNOWN.at("topics").asException();
    }
    return code;
  }

  private List<Choice> choices(Yaml it, CriterionKind kind) {
    if ((kind == CriterionKind.CHOICE) != it.has("choices")) {
      throw it.refused(VALUE_UNFIT, "choices");
    }
    return it.childrenIfAny("choices").stream()
        .map(one -> new Choice(one.only("code", "text").text("code"), text(one)))
        .toList();
  }

  private LocalText text(Yaml it) {
    return it.localText("text", languages);
  }

  /** Conditions of a criterion look back; what its answer must agree with may also be itself. */
  private Criterion.Rules rules(Yaml it, CriterionCode code) {
    Optional<Condition> when = it.childIfAny("when").map(one -> condition(one, "when"));
    Optional<Condition> requiredWhen =
        it.childIfAny("requiredWhen").map(one -> condition(one, "requiredWhen"));
    if (code.item().filter(item -> seen.contains(item.of())).isPresent() || !seen.add(code)) {
      throw it.refused(KEY_TWICE, code.value());
    }
    var checks = new ArrayList<Criterion.Check>();
    for (Yaml check : it.childrenIfAny("must")) {
      check.only("be", "message");
      checks.add(
          new Criterion.Check(
              condition(check.child("be"), "must"), check.localText("message", languages)));
    }
    List<String> remarkFor = it.has("remarkFor") ? it.listOf("remarkFor", w -> w) : List.of();
    if (!WORDS.containsAll(remarkFor)) {
      throw it.refused(VALUE_UNFIT, "remarkFor");
    }
    return new Criterion.Rules(
        when, requiredWhen, checks, remarkFor, it.number("longest", Criterion.Rules.LONGEST));
  }

  private Condition condition(Yaml it, String what) {
    Condition condition = ConditionParser.condition(it);
    if (!seen.containsAll(condition.criteria())) {
      throw it.refused(CONDITION_DANGLING, what);
    }
    return condition;
  }

  private static BigDecimal limit(Yaml it, String key, BigDecimal otherwise) {
    return it.has(key) ? it.of(key, BigDecimal::new) : otherwise;
  }
}
