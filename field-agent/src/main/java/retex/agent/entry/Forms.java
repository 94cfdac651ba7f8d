package retex.agent.entry;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.agent.draft.Draft;
import retex.agent.entry.FormView.Option;
import retex.agent.entry.FormView.Row;
import retex.agent.entry.FormView.Section;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.web.Words;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.RecordKind;
import retex.instrument.Answer;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.InstrumentRefusal;
import retex.instrument.NarrativeField;
import retex.instrument.Topic;

/** Lays out the form of a draft, one section a page, from its instrument alone. */
@Singleton
final class Forms {

  static final String ABOUT = "about";
  static final String NARRATIVE = "narrative";

  private final Library library;
  private final Log log;

  Forms(Library library, Log log) {
    this.library = library;
    this.log = log;
  }

  /** The page of one section; {@code problems} are shown on top. */
  FormView view(Draft draft, String section, List<FormView.Problem> problems, Words words) {
    DraftForm form = DraftForm.of(draft.content());
    boolean isNote = draft.kind().equals(RecordKind.TRAINER_NOTE.name());
    List<Section> sections = isNote ? List.of() : sections(instrument(draft), form, words);
    String shown = isNote || section.isEmpty() ? ABOUT : section;
    List<Row> rows = isNote ? noteRows(form, words) : rows(instrument(draft), shown, form, words);
    String title =
        isNote
            ? library.instruments().newestNoteForm().title().in(words.language())
            : instrument(draft).title().in(words.language());
    return new FormView(
        draft.id(),
        draft.version(),
        title,
        form.unitLabel(),
        shown,
        next(sections, shown),
        isNote,
        sections,
        rows,
        problems);
  }

  /** The section in which a place of a refusal is mended. */
  String sectionOf(Draft draft, String where) {
    if (draft.kind().equals(RecordKind.TRAINER_NOTE.name())) {
      return ABOUT;
    }
    if (where.startsWith("narrative")) {
      return NARRATIVE;
    }
    return instrument(draft).areas().stream()
        .filter(area -> area.criteria().stream().anyMatch(it -> it.code().value().equals(where)))
        .map(Area::code)
        .findFirst()
        .orElse(ABOUT);
  }

  private Instrument instrument(Draft draft) {
    return library
        .instruments()
        .find(InstrumentRef.parse(draft.instrument()))
        .orElseThrow(() -> InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument").asException());
  }

  private static String next(List<Section> sections, String shown) {
    for (int i = 0; i + 1 < sections.size(); i++) {
      if (sections.get(i).code().equals(shown)) {
        return sections.get(i + 1).code();
      }
    }
    return "";
  }

  private List<Section> sections(Instrument instrument, DraftForm form, Words words) {
    var sections = new ArrayList<Section>();
    List<Row> about = aboutRows(form, words);
    sections.add(section(ABOUT, words.say("form.about"), about));
    for (Area area : instrument.areas()) {
      sections.add(
          section(
              area.code(),
              area.title().in(words.language()),
              rows(instrument, area.code(), form, words)));
    }
    sections.add(
        section(NARRATIVE, words.say("form.narrative"), rows(instrument, NARRATIVE, form, words)));
    return sections;
  }

  private static Section section(String code, String title, List<Row> rows) {
    int of = (int) rows.stream().filter(Row::required).count();
    int done = (int) rows.stream().filter(it -> it.required() && !it.value().isEmpty()).count();
    return new Section(code, title, done, of);
  }

  private List<Row> rows(Instrument instrument, String section, DraftForm form, Words words) {
    if (section.equals(ABOUT)) {
      return aboutRows(form, words);
    }
    if (section.equals(NARRATIVE)) {
      return narrativeRows(instrument, form, words);
    }
    Map<CriterionCode, Answer> answers = ratings(instrument, form);
    Map<CriterionCode, Answer> before = lastTime(form, instrument);
    return instrument.areas().stream()
        .filter(area -> area.code().equals(section))
        .flatMap(area -> area.criteria().stream())
        .filter(criterion -> criterion.isRelevant(answers))
        .map(criterion -> row(instrument, criterion, form, before, words))
        .toList();
  }

  private static Row row(
      Instrument instrument,
      Criterion criterion,
      DraftForm form,
      Map<CriterionCode, Answer> before,
      Words words) {
    String code = criterion.code().value();
    String name = "answers." + code;
    boolean isRating = criterion.kind() == retex.instrument.CriterionKind.RATING;
    var options = new ArrayList<Option>();
    if (isRating) {
      for (String rating : List.of("1", "2", "3", "4", "NO")) {
        options.add(Option.of(rating, instrument.rating(rating), words.language()));
      }
    }
    criterion
        .choices()
        .forEach(it -> options.add(Option.of(it.code(), it.text(), words.language())));
    String rating = form.value(name + ".rating");
    return new Row(
        code,
        name,
        criterion.kind().name().toLowerCase(java.util.Locale.ROOT),
        criterion.text().in(words.language())
            + (criterion.measure().isEmpty() ? "" : " (" + criterion.measure() + ")"),
        criterion.guidance().map(it -> it.in(words.language())).orElse(""),
        criterion.required(),
        isRating ? rating : form.value(name + ".value"),
        form.value(name + ".reason"),
        form.value(name + ".comment"),
        Optional.ofNullable(before.get(criterion.code()))
            .map(it -> it.fold(r -> Integer.toString(r.rating()), n -> "NO", Answer.Given::value))
            .orElse(""),
        options);
  }

  private static List<Row> narrativeRows(Instrument instrument, DraftForm form, Words words) {
    var rows = new ArrayList<Row>();
    for (NarrativeField field : instrument.narrative()) {
      String name = "narrative." + field.code();
      rows.add(
          Row.field(
              name,
              "longtext",
              field.title().in(words.language()),
              field.required(),
              form.value(name),
              List.of()));
    }
    return rows;
  }

  private List<Row> aboutRows(DraftForm form, Words words) {
    var rows = new ArrayList<>(unitRows(form, words));
    rows.add(field(form, words, "period.from", "date", true));
    rows.add(field(form, words, "period.to", "date", true));
    rows.addAll(languageRows(form, words));
    rows.add(field(form, words, "evaluators", "longtext", true));
    rows.addAll(topicRows("trainingNeeds", form, words));
    return rows;
  }

  private List<Row> noteRows(DraftForm form, Words words) {
    var rows = new ArrayList<>(unitRows(form, words));
    rows.add(field(form, words, "date", "date", true));
    rows.add(field(form, words, "trainer.name", "text", true));
    List<Option> topics =
        library.instruments().topics().all().stream()
            .map(it -> Option.of(it.code().value(), it.title(), words.language()))
            .toList();
    rows.add(
        Row.field("topic", "select", words.say("form.topic"), true, form.value("topic"), topics));
    rows.add(field(form, words, "audience.total", "number", true));
    rows.add(field(form, words, "audience.women", "number", true));
    rows.addAll(languageRows(form, words));
    rows.add(field(form, words, "languageOfInstruction", "text", true));
    rows.add(field(form, words, "languageBarrier", "check", false));
    List<Option> levels =
        List.of("1", "2", "3", "4").stream().map(it -> new Option(it, it)).toList();
    for (String name : List.of("level.before", "level.after")) {
      String label = words.say("form." + name);
      rows.add(Row.field(name, "select", label, true, form.value(name), levels));
    }
    rows.add(field(form, words, "observations", "longtext", true));
    rows.add(field(form, words, "followsTraining", "text", false));
    rows.add(field(form, words, "equipmentGap", "text", false));
    rows.addAll(topicRows("remedial", form, words));
    return rows;
  }

  private List<Row> unitRows(DraftForm form, Words words) {
    var rows = new ArrayList<Row>();
    List<Option> units =
        library.units().stream().map(it -> new Option(it.code(), it.label())).toList();
    String code = form.value("unit.code");
    if (!units.isEmpty() || !code.isEmpty()) {
      var options = new ArrayList<>(units);
      if (!code.isEmpty() && units.stream().noneMatch(it -> it.value().equals(code))) {
        options.add(new Option(code, code));
      }
      rows.add(Row.field("unit.code", "select", words.say("form.unit.code"), false, code, options));
    }
    if (code.isEmpty()) {
      rows.add(field(form, words, "unit.name", "text", true));
      rows.add(field(form, words, "unit.type", "text", true));
      rows.add(field(form, words, "unit.state", "text", false));
      rows.add(field(form, words, "unit.mission", "text", false));
    }
    rows.add(field(form, words, "rotation", "text", false));
    return rows;
  }

  private static List<Row> languageRows(DraftForm form, Words words) {
    List<Option> languages =
        List.of(
            new Option("en", words.say("language.en")), new Option("fr", words.say("language.fr")));
    List<Option> classes =
        List.of("unclassified", "confidential", "strictly confidential").stream()
            .map(it -> new Option(it, words.say("class." + it.replace(' ', '-'))))
            .toList();
    return List.of(
        Row.field(
            "language",
            "select",
            words.say("form.language"),
            true,
            form.value("language"),
            languages),
        Row.field(
            "classification",
            "select",
            words.say("form.classification"),
            true,
            form.value("classification"),
            classes));
  }

  private List<Row> topicRows(String list, DraftForm form, Words words) {
    List<Row> rows = new ArrayList<>();
    for (Topic topic : library.instruments().topics().all()) {
      String name = list + "." + topic.code();
      rows.add(
          Row.field(
              name,
              "topic",
              topic.title().in(words.language()),
              false,
              form.value(name),
              List.of()));
    }
    return rows;
  }

  private static Row field(
      DraftForm form, Words words, String name, String kind, boolean required) {
    return Row.field(name, kind, words.say("form." + name), required, form.value(name), List.of());
  }

  private static Map<CriterionCode, Answer> ratings(Instrument instrument, DraftForm form) {
    Map<CriterionCode, Answer> answers = new HashMap<>();
    for (Criterion criterion : instrument.criteria()) {
      String rating = form.value("answers." + criterion.code() + ".rating");
      if (rating.matches("[1-4]")) {
        answers.put(
            criterion.code(), new Answer.Rated(criterion.code(), Integer.parseInt(rating), ""));
      }
    }
    return answers;
  }

  /** What this laptop answered for the unit the last time. */
  private Map<CriterionCode, Answer> lastTime(DraftForm form, Instrument instrument) {
    Map<CriterionCode, Answer> answers = new HashMap<>();
    if (form.unitLabel().isEmpty()) {
      return answers;
    }
    for (OwnRecord record : log.all()) {
      boolean same =
          record.kind() == RecordKind.EVALUATION
              && record.unit().equals(form.unitLabel())
              && record.instrument().equals(instrument.ref());
      if (same) {
        List<Entry> revisions = log.revisionsOf(record.id());
        revisions
            .get(revisions.size() - 1)
            .payload()
            .fold(Evaluation::answers, note -> List.<Answer>of(), gone -> List.<Answer>of())
            .forEach(answer -> answers.put(answer.criterion(), answer));
        return answers;
      }
    }
    return answers;
  }
}
