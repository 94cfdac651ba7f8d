package retex.agent.entry;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.record.OwnRecord;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.NavigationEntry;
import retex.agent.web.Words;
import retex.instrument.Area;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/** The form of a draft: one part a page, kept at each change, submitted at the end. */
@Controller("/drafts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FormPages {

  static final String ASKED = "retex-form-language";

  private static final String WAS = "was."; // what the page showed in a field that is not empty
  private static final Set<String> BESIDE = Set.of("csrf", "section", "next"); // no fields

  private final Drafts drafts;
  private final Keeping keeping;
  private final Forms forms;
  private final Submission submission;
  private final Evidence evidence;
  private final Frame frame;

  FormPages(
      Drafts drafts,
      Keeping keeping,
      Forms forms,
      Submission submission,
      Evidence evidence,
      Frame frame) {
    this.drafts = drafts;
    this.keeping = keeping;
    this.forms = forms;
    this.submission = submission;
    this.evidence = evidence;
    this.frame = frame;
  }

  /**
   * A visit that was begun leads to its draft, and one that was submitted to its record, where it
   * is corrected; {@code again} begins a further evaluation of it all the same.
   */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> open(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    Optional<Draft> begun =
        submission.begun(form.text("instrument"), form.text("unit"), form.text("from"));
    if (begun.isPresent()) {
      return HttpResponse.seeOther(URI.create("/drafts/" + begun.get().id()));
    }
    Optional<OwnRecord> ended =
        submission.ended(
            form.text("instrument"), form.text("unit"), form.text("from"), form.text("to"));
    if (ended.isPresent() && form.text("again").isEmpty()) {
      return HttpResponse.seeOther(URI.create("/own/" + ended.get().id()));
    }
    Draft draft =
        submission.open(form.text("instrument"), form.text("unit"), Frame.language(request));
    keeping.keep(draft.id(), planned(form));
    return HttpResponse.seeOther(URI.create("/drafts/" + draft.id()));
  }

  /** {@code check} names everything that is missing; {@code asked} is the form's language. */
  @Get("/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(
      HttpRequest<?> request,
      String id,
      @QueryValue(defaultValue = "") String section,
      @QueryValue(defaultValue = "") String check,
      @QueryValue(defaultValue = "") String asked,
      @QueryValue(defaultValue = "0") int items) {
    Draft draft = drafts.find(id);
    List<Refusal> problems = check.isEmpty() ? List.of() : submission.problems(draft);
    String language = asked.matches("[a-z]{2,3}") ? asked : asked(request);
    FormView view = forms.view(draft, wish(request, section, language, items), problems);
    boolean isComplete = !check.isEmpty() && problems.isEmpty();
    MutableHttpResponse<byte[]> page =
        show(HttpStatus.OK, request, isComplete ? view.complete() : view);
    return asked.isEmpty()
        ? page
        : page.cookie(
            Cookie.of(ASKED, language).path("/").httpOnly(true).sameSite(SameSite.Strict));
  }

  /** Keeps a whole page, for browsers without script; leads on to the next part. */
  @Post("/{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> keepPage(HttpRequest<?> request, String id, @Body String body) {
    Form sent = frame.form(body);
    var refused = new ArrayList<Refusal>();
    for (String name : shown(sent)) {
      String before = sent.raw(WAS + name);
      try {
        if (!before.equals(sent.text(name))) {
          keeping.keep(id, List.of(new Keeping.Change(name, before, sent.text(name))));
        }
      } catch (RefusedException e) {
        refused.add(e.refusal());
      }
    }
    Draft draft = drafts.find(id);
    if (!refused.isEmpty()) {
      var wish = wish(request, section(sent), asked(request), 0);
      Frame.place(request, "/drafts/" + id + "?section=" + wish.section());
      return show(HttpStatus.CONFLICT, request, forms.view(draft, wish, refused));
    }
    String next = sent.text("next").replaceAll("[^A-Za-z0-9-]", "");
    return HttpResponse.seeOther(URI.create("/drafts/" + draft.id() + "?section=" + next));
  }

  /** The fields that came, and those that were answered: a box without its mark does not come. */
  private static Set<String> shown(Form sent) {
    return sent.names().stream()
        .map(it -> it.startsWith(WAS) ? it.substring(WAS.length()) : it)
        .filter(it -> !BESIDE.contains(it))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Leads to what it took back. */
  @Post("/{id}/undo")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> undo(String id, @Body String body) {
    String section = section(frame.form(body));
    List<DraftChange> act = keeping.lastAct(id);
    forms.checkBack(drafts.find(id), act);
    keeping.undo(id);
    return HttpResponse.seeOther(URI.create(forms.linkBack(drafts.find(id), act, section)));
  }

  @Post("/{id}/items/{area}/{item}/removal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> removeItem(String id, String area, int item, @Body String body) {
    frame.form(body);
    for (Area it : forms.instrument(drafts.find(id)).areas()) {
      if (it.code().equals(area)) {
        keeping.removeItem(id, it, item);
      }
    }
    return HttpResponse.seeOther(
        URI.create("/drafts/" + id + "?section=" + area.replaceAll("[^A-Za-z0-9.-]", "")));
  }

  @Post("/{id}/submission")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> submit(HttpRequest<?> request, String id, @Body String body) {
    String section = section(frame.form(body));
    Draft draft = drafts.find(id);
    Submission.Outcome outcome = submission.submit(draft);
    if (outcome.problems().isEmpty()) {
      return HttpResponse.seeOther(URI.create("/own/" + outcome.record()));
    }
    Frame.place(request, "/drafts/" + id + "?section=" + section + "&check=yes");
    return show(
        HttpStatus.UNPROCESSABLE_ENTITY,
        request,
        forms.view(draft, wish(request, section, asked(request), 0), outcome.problems()));
  }

  @Post("/{id}/discard")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> discard(HttpRequest<?> request, String id, @Body String body) {
    frame.form(body);
    Optional<Draft> draft = drafts.all().stream().filter(it -> it.id().equals(id)).findFirst();
    List<Refusal> kept = draft.map(forms::kept).orElse(List.of()); // else it is gone already
    if (!kept.isEmpty()) {
      Frame.place(request, "/drafts/" + id);
      return show(
          HttpStatus.UNPROCESSABLE_ENTITY,
          request,
          forms.view(draft.get(), wish(request, "", asked(request), 0), kept));
    }
    drafts.discard(id);
    evidence.sweep();
    return HttpResponse.seeOther(URI.create("/"));
  }

  /** What a planned visit knows already. */
  private static List<Keeping.Change> planned(Form form) {
    var known = new ArrayList<Keeping.Change>();
    Map.of("from", "period.from", "to", "period.to", "team", "evaluators")
        .forEach(
            (sent, field) -> {
              if (!form.text(sent).isEmpty()) {
                known.add(new Keeping.Change(field, "", form.text(sent)));
              }
            });
    return known;
  }

  private MutableHttpResponse<byte[]> show(
      HttpStatus status, HttpRequest<?> request, FormView view) {
    return frame.page(status, request, "entry/form.jte", "form.title", view);
  }

  private static Forms.Wish wish(HttpRequest<?> request, String section, String asked, int items) {
    return new Forms.Wish(section, asked, items, Words.in(Frame.language(request)));
  }

  private static String section(Form form) {
    return form.text("section").replaceAll("[^A-Za-z0-9.-]", "");
  }

  static String asked(HttpRequest<?> request) {
    return request.getCookies().findCookie(ASKED).map(Cookie::getValue).orElse("");
  }

  /** The way to the list. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("home")
    NavigationEntry entry() {
      return new NavigationEntry(10, "/", "home.title");
    }
  }
}
