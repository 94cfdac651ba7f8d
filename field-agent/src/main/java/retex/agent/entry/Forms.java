package retex.agent.entry;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.entry.FormView.Group;
import retex.agent.entry.FormView.Option;
import retex.agent.entry.FormView.Place;
import retex.agent.entry.FormView.Problem;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.library.Previous;
import retex.agent.record.Amendments;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.web.Dates;
import retex.agent.web.Words;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.InstrumentRefusal;
import retex.instrument.Instruments;
import retex.instrument.NoteForm;
import retex.refusal.Refusal;

/** Lays out the form of a draft, one part a page, from its instrument alone. */
@Singleton
final class Forms {

  static final String ABOUT = "about";
  static final String NARRATIVE = "narrative";
  static final String AFTER = "after";

  private final Library library;
  private final Drafts drafts;
  private final Log log;
  private final Previous previous;
  private final List<SubmissionCheck> checks;

  Forms(Library library, Drafts drafts, Log log, Previous previous, List<SubmissionCheck> checks) {
    this.library = library;
    this.drafts = drafts;
    this.log = log;
    this.previous = previous;
    this.checks = List.copyOf(checks);
  }

  /** Whether another laptop submits what is entered in it, and decides on the form. */
  boolean isPart(Draft draft) {
    return checks.stream().anyMatch(it -> it.isPart(draft));
  }

  /** Why it cannot be discarded; empty where it can. */
  List<Refusal> kept(Draft draft) {
    return checks.stream().flatMap(it -> it.kept(draft).stream()).toList();
  }

  /** Refuses with {@code UPGRADE_BY_CHIEF} to take back that the chief chose another form. */
  void checkBack(Draft draft, List<DraftChange> changes) {
    if (changes.stream().anyMatch(it -> it.place().equals("instrument")) && isPart(draft)) {
      throw EntryRefusal.UPGRADE_BY_CHIEF.at("instrument").asException();
    }
  }

  /**
   * The link to what an undo took back; it stays in the part that was shown where some of it is.
   */
  String linkBack(Draft draft, List<DraftChange> act, String section) {
    List<String> places =
        act.stream().map(DraftChange::place).filter(it -> !FileFields.isOfRecord(it)).toList();
    if (places.isEmpty()) {
      return "/drafts/" + draft.id() + "?section=" + section;
    }
    if (isNote(draft)) {
      return FormPlaces.link(draft, "", places.get(0));
    }
    Instrument instrument = instrument(draft);
    String place =
        places.stream()
            .filter(it -> FormPlaces.section(instrument, it).equals(section))
            .findFirst()
            .orElse(places.get(0));
    return FormPlaces.link(draft, FormPlaces.section(instrument, place), place);
  }

  /** What a reader wants to see: which part, in which languages, how many items at least. */
  record Wish(String section, String language, int items, Words words) {}

  /** The page of one part; {@code problems} are shown on top. */
  FormView view(Draft draft, Wish wish, List<Refusal> problems) {
    return isNote(draft) ? note(draft, wish, problems) : evaluation(draft, wish, problems);
  }

  /** How far the draft has come; empty for a note. */
  static Standing standing(
      Draft draft, DraftForm form, String language, Words words, Instruments instruments) {
    if (isNote(draft)) {
      return Standing.NONE;
    }
    Instrument instrument = instrument(draft, instruments);
    Tongue tongue = Tongue.of(words, language, instrument.languages());
    return Standing.of(instrument, form, instruments.topics(), tongue);
  }

  /** The evaluation form that drives a draft. */
  Instrument instrument(Draft draft) {
    return instrument(draft, library.instruments());
  }

  private static Instrument instrument(Draft draft, Instruments instruments) {
    return instruments
        .find(InstrumentRef.parse(draft.instrument()))
        .orElseThrow(() -> InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument").asException());
  }

  static boolean isNote(Draft draft) {
    return draft.kind().equals(RecordKind.TRAINER_NOTE.name());
  }

  /** What a field is called, for a history or an undo. */
  String label(Draft draft, String place, Words words) {
    return label(draft, place, words, library::instruments);
  }

  /** The same; {@code instruments} are asked for where they are needed. */
  static String label(Draft draft, String place, Words words, Supplier<Instruments> instruments) {
    return FormPlaces.label(draft, place, words, () -> instrument(draft, instruments.get()));
  }

  private FormView evaluation(Draft draft, Wish wish, List<Refusal> problems) {
    Instrument instrument = instrument(draft);
    DraftForm form = DraftForm.of(draft.content());
    Tongue tongue = Tongue.of(wish.words(), wish.language(), instrument.languages());
    Standing standing = Standing.of(instrument, form, library.instruments().topics(), tongue);
    LastTime last =
        LastTime.of(
                log,
                previous,
                form,
                library.writtenAs(form.unitLabel()),
                instrument.ref().id(),
                draft.record())
            .beside(instrument, library.instruments());
    Place place = place(standing.parts(), wish.section());
    return new FormView(
        draft.id(),
        draft.version(),
        tongue.in(instrument.title()),
        unit(form),
        false,
        spoken(tongue, instrument.languages()),
        place,
        standing,
        sides(draft, instrument, form, last, wish.words()),
        amended(
            draft,
            form,
            place,
            groups(instrument, place.section(), form, last, tongue, wish.items()),
            tongue),
        problems(draft, instrument, form, problems, tongue),
        false);
  }

  private FormView note(Draft draft, Wish wish, List<Refusal> problems) {
    NoteForm note =
        library
            .instruments()
            .noteForm(InstrumentRef.parse(draft.instrument()))
            .orElseGet(() -> library.instruments().newestNoteForm());
    DraftForm form = DraftForm.of(draft.content());
    Tongue tongue = Tongue.of(wish.words(), wish.language(), note.languages());
    List<Problem> said =
        problems.stream()
            .map(
                it ->
                    new Problem(
                        say(it, tongue, label(draft, it.where(), wish.words())),
                        link(draft, it, "")))
            .toList();
    return new FormView(
        draft.id(),
        draft.version(),
        tongue.in(note.title()),
        unit(form),
        true,
        spoken(tongue, note.languages()),
        new Place(ABOUT, "", "", ""),
        Standing.NONE,
        new FormView.Sides(
            undo(draft, wish.words()), "", "", form.files().size(), false, 0, remark(draft)),
        new HeadRows(library, form, tongue).note(note),
        said,
        false);
  }

  private String unit(DraftForm form) {
    String code = form.unitLabel();
    return library.unit(code).map(LibraryUnit::label).orElse(code);
  }

  private List<Group> groups(
      Instrument instrument,
      String section,
      DraftForm form,
      LastTime last,
      Tongue tongue,
      int items) {
    return switch (section) {
      case ABOUT -> new HeadRows(library, form, tongue).about();
      case NARRATIVE -> new HeadRows(library, form, tongue).narrative(instrument);
      case AFTER -> new AfterRows(instrument, form, tongue).groups();
      default -> {
        var rows = new CriterionRows(instrument, form, last, tongue);
        yield instrument.areas().stream()
            .filter(area -> area.code().equals(section))
            .flatMap(area -> rows.of(area, items).stream())
            .toList();
      }
    };
  }

  /** A signed record is changed with a reason, which stands before everything else. */
  private List<Group> amended(
      Draft draft, DraftForm form, Place place, List<Group> groups, Tongue tongue) {
    boolean isSigned =
        place.section().equals(ABOUT)
            && !draft.record().isEmpty()
            && Amendments.isSigned(log.revisionsOf(RecordId.parse(draft.record())));
    if (!isSigned) {
      return groups;
    }
    var all = new ArrayList<Group>();
    String label = tongue.words().say("form.amendment");
    String reason = form.value("amendment");
    all.add(
        Group.of(
            List.of(FormView.Row.field("amendment", "longtext", label, true, reason, List.of()))));
    all.addAll(groups);
    return all;
  }

  private static Place place(List<Standing.Part> parts, String wanted) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).code().equals(wanted)) {
        return new Place(
            wanted,
            parts.get(i).title(),
            i > 0 ? parts.get(i - 1).code() : "",
            i + 1 < parts.size() ? parts.get(i + 1).code() : "");
      }
    }
    return place(parts, ABOUT);
  }

  private static FormView.Spoken spoken(Tongue tongue, List<String> languages) {
    var others = new ArrayList<Option>();
    for (String language : languages) {
      if (!language.equals(tongue.asked())) {
        others.add(new Option(language, Tongue.name(language)));
      }
    }
    return new FormView.Spoken(
        tongue.asked(),
        tongue.isRightToLeft() ? "rtl" : "ltr",
        others,
        languages.stream()
            .filter(it -> !Words.speaks(it))
            .map(it -> new Option(it, Tongue.name(it)))
            .toList());
  }

  private FormView.Sides sides(
      Draft draft, Instrument instrument, DraftForm form, LastTime last, Words words) {
    boolean isPart = isPart(draft);
    String newer =
        library
            .instruments()
            .newest(instrument.ref().id())
            .filter(it -> !isPart && it.version() > instrument.ref().version())
            .map(InstrumentRef::toString)
            .orElse("");
    String ended =
        last.ended().map(day -> words.say(from(last.source()), Dates.day(day, words))).orElse("");
    int toDecide = checks.stream().mapToInt(it -> it.toDecide(draft)).sum();
    return new FormView.Sides(
        undo(draft, words), newer, ended, form.files().size(), isPart, toDecide, remark(draft));
  }

  /** What headquarters said when it returned the record that is corrected; empty for none. */
  private String remark(Draft draft) {
    return Optional.of(draft.record())
        .filter(it -> !it.isEmpty())
        .map(it -> log.find(RecordId.parse(it)))
        .filter(it -> it.state() == RecordState.RETURNED)
        .map(OwnRecord::remark)
        .orElse("");
  }

  private static String from(LastTime.Source source) {
    return switch (source) {
      case HERE -> "form.last.on";
      case HEADQUARTERS -> "form.last.headquarters";
      case HEADQUARTERS_WITHOUT_WORDS -> "form.last.ratings";
    };
  }

  /** What undo would take back; empty where there is nothing. */
  String undo(Draft draft, Words words) {
    Optional<DraftChange> last = drafts.lastChange(draft.id());
    return last.map(it -> label(draft, it.place(), words)).orElse("");
  }

  private List<Problem> problems(
      Draft draft, Instrument instrument, DraftForm form, List<Refusal> problems, Tongue tongue) {
    Map<CriterionCode, Answer> relevant = instrument.relevant(DraftAnswers.of(form));
    var said = new ArrayList<Problem>();
    for (Refusal refusal : problems) {
      String where = refusal.where();
      Optional<Criterion> criterion =
          where.startsWith("improvement.") ? Optional.empty() : FormPlaces.find(instrument, where);
      String label =
          criterion
              .map(it -> it.code() + " – " + shortened(tongue.in(it.text())))
              .orElseGet(() -> label(draft, where, tongue.words()));
      String why =
          refusal.code() == InstrumentRefusal.CHECK_FAILED
              ? criterion.flatMap(it -> it.broken(relevant)).map(tongue::in).orElse("")
              : "";
      String text = why.isEmpty() ? say(refusal, tongue, label) : named(tongue, label, why);
      said.add(new Problem(text, link(draft, refusal, FormPlaces.section(instrument, where))));
    }
    return said;
  }

  /** To the page of a later step, where that is where it is mended; else into the form. */
  private String link(Draft draft, Refusal refusal, String section) {
    return checks.stream()
        .flatMap(check -> check.mendedAt(draft, refusal).stream())
        .findFirst()
        .orElseGet(() -> FormPlaces.link(draft, section, refusal.where()));
  }

  private static String say(Refusal refusal, Tongue tongue, String label) {
    String form = "form.refusal." + refusal.code().name(); // where a line of a file is told more
    String key = tongue.words().knows(form) ? form : "refusal." + refusal.code().name();
    return tongue.words().knows(key)
        ? named(tongue, label, tongue.words().say(key))
        : named(tongue, label, tongue.words().say(refusal));
  }

  private static String named(Tongue tongue, String label, String why) {
    return tongue.words().say("form.problem", label, why);
  }

  private static String shortened(String text) {
    int most = 60; // characters; enough to know the question by
    return text.length() <= most
        ? text.replaceAll("[.]$", "")
        : text.substring(0, Math.max(text.lastIndexOf(' ', most), most / 2)) + " …";
  }
}
