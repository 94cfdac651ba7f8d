package retex.agent.entry;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.vault.Vault;
import retex.agent.web.Dates;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Heading;
import retex.instrument.Score;
import retex.instrument.Scoring;

/** The list of what is on this laptop, and the page of one record. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
public final class HomePages {

  private static final String DRAFT = "draft";
  private static final int PAGE = 50;

  private final Library library;
  private final Drafts drafts;
  private final Log log;
  private final Submission submission;
  private final Search search;
  private final Searches searches;
  private final Vault vault;
  private final Frame frame;

  HomePages(
      Library library,
      Drafts drafts,
      Log log,
      Submission submission,
      Search search,
      Searches searches,
      Vault vault,
      Frame frame) {
    this.library = library;
    this.drafts = drafts;
    this.log = log;
    this.submission = submission;
    this.search = search;
    this.searches = searches;
    this.vault = vault;
    this.frame = frame;
  }

  @Get("/")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> home(HttpRequest<?> request) {
    String language = Frame.language(request);
    var known = library.instruments();
    var note = known.newestNoteForm();
    var noteOption = new FormView.Option(note.ref().toString(), note.title().in(language));
    List<FormView.Option> offered = options(known.newest(), language, noteOption);
    List<FormView.Option> instruments = options(known.headings(), language, noteOption);
    List<FormView.Option> units =
        library.units().stream()
            .map(unit -> new FormView.Option(unit.code(), unit.label()))
            .toList();
    Words said = Words.in(language);
    String number = asked(request, "search");
    String words = searches.words(number);
    String state = asked(request, "state");
    int page = Math.max(0, request.getParameters().get("page", Integer.class).orElse(0));
    Names names = Names.of(library, language);
    List<Line> lines = new ArrayList<>();
    if (page == 0 && (state.isEmpty() || state.equals(DRAFT))) {
      drafts.all().stream()
          .filter(it -> holds(DraftForm.of(it.content()), names, words))
          .forEach(it -> lines.add(draft(it, names, instruments, said)));
    }
    boolean more = false;
    if (!state.equals(DRAFT)) {
      Search.Found found = search.find(words, names::codes, RecordState.of(state), page, PAGE);
      found.records().forEach(it -> lines.add(record(it, names, instruments, said)));
      more = found.more();
    }
    var list = new Listing(words, number, state, states(), lines, page, more);
    String restored =
        vault.restored().map(at -> said.say("home.restored", Dates.minute(at, said))).orElse("");
    var home =
        new Home(
            restored,
            told(list, RecordState.RETURNED, "home.returned", said),
            told(list, RecordState.QUARANTINED, "home.aside", said),
            offered,
            units,
            list);
    return frame.page(request, "entry/home.jte", "home.title", home);
  }

  /**
   * Looks for words, which its answer's address does not name. It changes nothing, so it asks for
   * no token: words from a page that was left open over a restart are looked for as well.
   */
  @Post("/")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> find(@Body String body) {
    Form form = Form.of(body);
    Optional<RecordState> state = RecordState.of(form.text("state"));
    String word =
        form.text("state").equals(DRAFT) ? DRAFT : state.map(RecordState::word).orElse("");
    return HttpResponse.seeOther(
        URI.create("/?search=" + searches.keep(form.text("q")) + "&state=" + word));
  }

  /**
   * How many records ask something of their author; empty for none, and where one looks for some.
   */
  private String told(Listing list, RecordState state, String key, Words words) {
    if (list.isAsked() || list.page() > 0) {
      return "";
    }
    Search.Found found = search.find("", Optional.of(state), 0, PAGE);
    long count = found.records().stream().filter(Remarks::asksSomething).count();
    return count == 0 ? "" : words.say(key, count, found.more() ? "+" : "");
  }

  @Get("/units")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> units(HttpRequest<?> request) {
    List<LibraryUnit> units = library.units();
    Words words = Words.in(Frame.language(request));
    return frame.page(request, "entry/units.jte", "units.title", new Units(units, words));
  }

  @Get("/own/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> record(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "0") long revision) {
    OwnRecord record = log.find(RecordId.parse(id));
    Words words = Words.in(Frame.language(request));
    if (record.state() == RecordState.ERASED) {
      var erased = new Erased(Remarks.of(record, words), record.id().toString());
      return frame.page(request, "entry/erased.jte", "record.title", erased);
    }
    List<Entry> revisions = log.revisionsOf(record.id());
    Entry last = revisions.get(revisions.size() - 1);
    Entry shown =
        revisions.stream()
            .filter(it -> it.revision().number() == revision)
            .findFirst()
            .orElse(last);
    var view =
        new Shown(
            id,
            shown.equals(last) ? "" : words.say("record.earlier", shown.revision().number()),
            library.unit(record.unit()).map(LibraryUnit::label).orElse(record.unit()),
            record.state().word(),
            Remarks.of(record, words),
            score(shown, words),
            record.kind() == RecordKind.EVALUATION,
            papers(record),
            Reading.of(shown, library.instruments(), words),
            shown.payload().attachments().stream().map(FormView.File::of).toList(),
            revisions.stream().map(it -> line(it, it.equals(shown), words)).toList());
    return frame.page(request, "entry/record.jte", "record.title", view);
  }

  private static RevisionLine line(Entry it, boolean isShown, Words words) {
    String said =
        it.revision().number()
            + " · "
            + Dates.minute(it.revision().writtenAt(), words)
            + " · "
            + it.revision().author();
    return new RevisionLine(it.revision().number(), said, isShown);
  }

  private List<Paper> papers(OwnRecord record) {
    return library.instruments().languages(record.instrument()).stream()
        .filter(language -> !Words.speaks(language))
        .map(language -> new Paper(language, Tongue.name(language)))
        .toList();
  }

  @Post("/own/{id}/correction")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> correct(String id, @Body String body) {
    frame.form(body);
    Draft draft = submission.correct(log.find(RecordId.parse(id)));
    return HttpResponse.seeOther(URI.create("/drafts/" + draft.id()));
  }

  @Post("/own/{id}/withdrawal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> withdraw(String id, @Body String body) {
    Form form = frame.form(body);
    OwnRecord record = log.find(RecordId.parse(id));
    for (String field : List.of("author", "reason")) {
      if (form.text(field).isBlank()) {
        throw EntryRefusal.FIELD_MISSING.at(field).asException();
      }
    }
    log.withdraw(record.id(), form.text("reason"), form.text("author").strip());
    return HttpResponse.seeOther(URI.create("/own/" + record.id()));
  }

  private String score(Entry entry, Words words) {
    return library
        .instruments()
        .find(entry.revision().instrument())
        .map(
            instrument -> {
              Map<CriterionCode, Answer> answers =
                  entry
                      .payload()
                      .fold(Evaluation::answers, n -> List.<Answer>of(), w -> List.<Answer>of())
                      .stream()
                      .collect(Collectors.toMap(Answer::criterion, it -> it));
              Score score =
                  Scoring.of(instrument, answers, any -> true, library.instruments().topics());
              return score.unit().isEmpty()
                  ? ""
                  : words.say(
                      score.capped() ? "record.score.capped" : "record.score",
                      score.unit().getAsDouble(),
                      score.observed(),
                      score.asked());
            })
        .orElse("");
  }

  private static List<FormView.Option> options(
      Collection<Heading> forms, String language, FormView.Option note) {
    List<FormView.Option> options = new ArrayList<>();
    for (Heading it : forms) {
      options.add(new FormView.Option(it.ref().toString(), it.title().in(language)));
    }
    options.add(note);
    return options;
  }

  private static String asked(HttpRequest<?> request, String name) {
    return request.getParameters().get(name, String.class).orElse("").strip();
  }

  private static List<String> states() {
    return Stream.concat(
            Stream.of(DRAFT), Arrays.stream(RecordState.values()).map(RecordState::word))
        .toList();
  }

  private static boolean holds(DraftForm draft, Names names, String words) {
    return Folded.text(draft.text() + "\n" + names.text(draft)).holdsAll(words);
  }

  private static Line draft(Draft it, Names names, List<FormView.Option> instruments, Words said) {
    return new Line(
        "/drafts/" + it.id(),
        names.unit(DraftForm.of(it.content()).unitLabel()),
        title(it.instrument(), instruments),
        DRAFT,
        "",
        day(Micros.instant(it.changedAt()), said));
  }

  private static Line record(
      OwnRecord it, Names names, List<FormView.Option> instruments, Words said) {
    return new Line(
        "/own/" + it.id() + (it.remark().isEmpty() ? "" : "#remark"),
        names.unit(it.unit()),
        title(it.instrument().toString(), instruments),
        it.state().word(),
        Remarks.of(it, said),
        day(it.writtenAt(), said));
  }

  private static String day(Instant at, Words words) {
    return Dates.day(LocalDate.ofInstant(at, ZoneId.systemDefault()), words);
  }

  private static String title(String ref, List<FormView.Option> instruments) {
    return instruments.stream()
        .filter(it -> it.value().equals(ref))
        .map(FormView.Option::text)
        .findFirst()
        .orElse(ref);
  }

  /**
   * What the list shows; {@code restored} says of when the store is, where a copy was put back,
   * {@code returned} how many records came back to be corrected, {@code aside} how many are kept
   * aside until their author does something.
   */
  public record Home(
      String restored,
      String returned,
      String aside,
      List<FormView.Option> instruments,
      List<FormView.Option> units,
      Listing list) {}

  /** What was asked for, by what number, and one page of it, drafts first. */
  public record Listing(
      String words,
      String number,
      String state,
      List<String> states,
      List<Line> lines,
      int page,
      boolean more) {

    /** The link to another page of the same. */
    public String link(int other) {
      return "/?search=" + number + "&state=" + state + "&page=" + other;
    }

    public boolean isAsked() {
      return !words.isEmpty() || !state.isEmpty();
    }
  }

  /** One draft or record. */
  public record Line(
      String link, String unit, String instrument, String state, String remark, String day) {}

  /** The units that came down. */
  public record Units(List<LibraryUnit> units, Words words) {

    /** What a unit is; its code where this program has no word for it. */
    public String type(LibraryUnit unit) {
      String key = "unit.type." + unit.type();
      return words.knows(key) ? words.say(key) : unit.type();
    }
  }

  /** A record of which nothing is left but its place. */
  public record Erased(String said, String id) {}

  /** One record; {@code earlier} says so where it is not the last revision that is shown. */
  public record Shown(
      String id,
      String earlier,
      String unit,
      String state,
      String remark,
      String score,
      boolean evaluation,
      List<Paper> papers,
      List<Reading.Part> parts,
      List<FormView.File> files,
      List<RevisionLine> revisions) {}

  /** A revision, and whether it is the one that is shown. */
  public record RevisionLine(long number, String said, boolean shown) {}

  /** A language, with its own name, that a record's form speaks and the product does not. */
  public record Paper(String language, String name) {}
}
