package retex.agent.entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import retex.agent.entry.FormView.Group;
import retex.agent.entry.FormView.Option;
import retex.agent.entry.FormView.Row;
import retex.agent.library.Library;
import retex.instrument.Instrument;
import retex.instrument.NarrativeField;
import retex.instrument.NoteForm;
import retex.instrument.Topic;

/**
 * Lays out what a record says besides its criteria: unit, visit, team, summary; or a whole note.
 */
final class HeadRows {

  private static final List<String> LANGUAGES =
      List.of(
          "en", "fr", "ar", "es", "pt", "ru", "zh", "am", "bn", "hi", "id", "ln", "mul", "ne", "rw",
          "so", "sw", "ur");

  private final Library library;
  private final DraftForm form;
  private final Tongue tongue;

  HeadRows(Library library, DraftForm form, Tongue tongue) {
    this.library = library;
    this.form = form;
    this.tongue = tongue;
  }

  List<Group> about() {
    var rows = new ArrayList<>(unitRows());
    rows.add(field("period.from", "date", true));
    rows.add(field("period.to", "date", true));
    rows.addAll(languageRows());
    rows.add(field("evaluators", "longtext", true));
    return List.of(Group.of(rows), topics("trainingNeeds"));
  }

  List<Group> narrative(Instrument instrument) {
    var rows = new ArrayList<Row>();
    for (NarrativeField field : instrument.narrative()) {
      String name = "narrative." + field.code();
      rows.add(
          Row.field(
              name,
              "longtext",
              tongue.in(field.title()),
              field.required(),
              form.value(name),
              List.of()));
    }
    return List.of(Group.of(rows));
  }

  List<Group> note(NoteForm note) {
    var rows = new ArrayList<>(unitRows());
    rows.add(asked(note, "date", "date", List.of()));
    rows.add(field("trainer.name", "text", true));
    rows.add(asked(note, "topic", "select", topicOptions()));
    rows.add(asked(note, "audience.total", "number", List.of()));
    rows.add(asked(note, "audience.women", "number", List.of()));
    rows.add(asked(note, "level.before", "tiles", levels()));
    rows.add(asked(note, "level.after", "tiles", levels()));
    rows.add(asked(note, "observations", "longtext", List.of()));
    rows.add(asked(note, "languageOfInstruction", "select", spoken()));
    rows.add(asked(note, "languageBarrier", "check", List.of()));
    rows.add(asked(note, "followsTraining", "text", List.of()));
    rows.add(asked(note, "equipmentGap", "text", List.of()));
    rows.addAll(languageRows());
    return List.of(Group.of(rows), topics("remedial"));
  }

  private List<Row> unitRows() {
    var rows = new ArrayList<Row>();
    List<Option> units =
        library.units().stream().map(it -> new Option(it.code(), it.label())).toList();
    String code = form.value("unit.code");
    if (!units.isEmpty() || !code.isEmpty()) {
      var options = new ArrayList<>(units);
      if (!code.isEmpty() && units.stream().noneMatch(it -> it.value().equals(code))) {
        options.add(new Option(code, code));
      }
      rows.add(Row.field("unit.code", "select", say("form.unit.code"), false, code, options));
    }
    boolean isTyped = code.isEmpty();
    rows.add(field("unit.name", "text", true).asked(isTyped));
    rows.add(unitType().asked(isTyped));
    rows.add(field("unit.state", "text", false).asked(isTyped));
    rows.add(field("unit.mission", "text", false).asked(isTyped));
    rows.add(field("rotation", "text", false));
    return rows;
  }

  /** Types that a form or a unit of the list is of, and whatever stands there already. */
  private Row unitType() {
    Set<String> types = new TreeSet<>();
    library.instruments().headings().forEach(it -> types.add(it.appliesTo().value()));
    library.units().forEach(it -> types.add(it.type()));
    types.add(form.value("unit.type"));
    types.remove("");
    return select("unit.type", named("unit.type.", types));
  }

  /** Languages of missions; {@code mul}, of ISO 639-2, is several. */
  private List<Option> spoken() {
    Set<String> languages = new LinkedHashSet<>(LANGUAGES);
    languages.add(form.value("languageOfInstruction"));
    languages.remove("");
    return named("language.", languages);
  }

  /** By their words, or by themselves where there are none. */
  private List<Option> named(String prefix, Collection<String> codes) {
    return codes.stream()
        .map(it -> new Option(it, tongue.words().knows(prefix + it) ? say(prefix + it) : it))
        .toList();
  }

  private List<Row> languageRows() {
    List<Option> languages =
        List.of("en", "fr").stream().map(it -> new Option(it, say("language." + it))).toList();
    List<Option> classes =
        List.of("unclassified", "confidential", "strictly confidential").stream()
            .map(it -> new Option(it, say("class." + it.replace(' ', '-'))))
            .toList();
    return List.of(select("language", languages), select("classification", classes));
  }

  private Row select(String name, List<Option> options) {
    return Row.field(name, "select", say("form." + name), true, form.value(name), options);
  }

  private Group topics(String list) {
    var rows = new ArrayList<Row>();
    for (Topic topic : library.instruments().topics().all()) {
      String name = list + "." + topic.code();
      rows.add(
          Row.field(name, "topic", tongue.in(topic.title()), false, form.value(name), List.of()));
    }
    return new Group(say("form." + list), 0, false, rows);
  }

  private List<Option> topicOptions() {
    return library.instruments().topics().all().stream()
        .map(it -> Option.of(it.code().value(), it.title(), tongue))
        .toList();
  }

  private static List<Option> levels() {
    return List.of("1", "2", "3", "4").stream().map(it -> new Option(it, it)).toList();
  }

  private Row field(String name, String kind, boolean required) {
    return Row.field(name, kind, say("form." + name), required, form.value(name), List.of());
  }

  /** A field that the note's own form asks for, in its own words. */
  private Row asked(NoteForm note, String name, String kind, List<Option> options) {
    return note.field(name)
        .map(
            it ->
                Row.field(
                    name, kind, tongue.in(it.text()), it.required(), form.value(name), options))
        .orElseGet(
            () -> Row.field(name, kind, say("form." + name), false, form.value(name), options));
  }

  private String say(String key) {
    return tongue.words().say(key);
  }
}
