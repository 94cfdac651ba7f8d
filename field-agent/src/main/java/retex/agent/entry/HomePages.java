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
import java.util.Optional;
import java.util.stream.Stream;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.vault.Vault;
import retex.agent.web.Dates;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.contract.Micros;
import retex.instrument.Heading;

/** The list of what is on this laptop. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
public final class HomePages {

  private static final String DRAFT = "draft";
  private static final int PAGE = 50;

  private final Library library;
  private final Drafts drafts;
  private final Search search;
  private final Searches searches;
  private final Vault vault;
  private final Frame frame;

  HomePages(
      Library library, Drafts drafts, Search search, Searches searches, Vault vault, Frame frame) {
    this.library = library;
    this.drafts = drafts;
    this.search = search;
    this.searches = searches;
    this.vault = vault;
    this.frame = frame;
  }

  @Get("/")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> home(HttpRequest<?> request) {
    String number = asked(request, "search");
    String words = searches.words(number);
    String state = asked(request, "state");
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
}
