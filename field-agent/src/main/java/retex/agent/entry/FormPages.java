package retex.agent.entry;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.entry.FormView.Problem;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.NavigationEntry;
import retex.agent.web.WebRefusal;
import retex.agent.web.Words;
import retex.refusal.Refusal;

/** The form of a draft: one section a page, kept at each change, submitted at the end. */
@Controller("/drafts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FormPages {

  private final Drafts drafts;
  private final Forms forms;
  private final Submission submission;
  private final Frame frame;

  FormPages(Drafts drafts, Forms forms, Submission submission, Frame frame) {
    this.drafts = drafts;
    this.forms = forms;
    this.submission = submission;
    this.frame = frame;
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> open(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    Draft draft =
        submission.open(form.text("instrument"), form.text("unit"), Frame.language(request));
    return HttpResponse.seeOther(URI.create("/drafts/" + draft.id()));
  }

  @Get("/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "") String section) {
    Draft draft = drafts.find(id);
    Words words = Words.in(Frame.language(request));
    return frame.page(
        request, "entry/form.jte", "form.title", forms.view(draft, section, List.of(), words));
  }

  /** Keeps one field; what is answered is on disk. */
  @Put("/{id}/field")
  HttpResponse<Kept> keep(HttpRequest<?> request, String id, @Body Change change) {
    String token = request.getHeaders().get("X-CSRF-Token");
    if (token == null || !frame.isOwn(token)) {
      throw WebRefusal.FORM_FOREIGN.at("").asException();
    }
    Draft draft = drafts.find(id);
    DraftForm form = DraftForm.of(draft.content());
    form.set(change.name(), change.value());
    return HttpResponse.ok(new Kept(drafts.keep(id, change.version(), form.content()).version()));
  }

  /** The same for a whole page, for browsers without script; leads on to the next section. */
  @Post("/{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> keepPage(String id, @Body String body) {
    Form sent = frame.form(body);
    Draft draft = drafts.find(id);
    DraftForm form = DraftForm.of(draft.content());
    for (String name : sent.all("fields")) {
      form.set(name, sent.text(name));
    }
    drafts.keep(id, draft.version(), form.content());
    String next = sent.text("next").replaceAll("[^A-Za-z0-9-]", "");
    return HttpResponse.seeOther(URI.create("/drafts/" + draft.id() + "?section=" + next));
  }

  @Post("/{id}/submission")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> submit(HttpRequest<?> request, String id, @Body String body) {
    frame.form(body);
    Draft draft = drafts.find(id);
    Words words = Words.in(Frame.language(request));
    Submission.Outcome outcome = submission.submit(draft);
    if (outcome.problems().isEmpty()) {
      return HttpResponse.seeOther(URI.create("/own/" + outcome.record()));
    }
    List<Problem> problems =
        outcome.problems().stream().map(it -> problem(draft, it, words)).toList();
    String first = forms.sectionOf(draft, outcome.problems().get(0).where());
    return frame.page(
        HttpStatus.UNPROCESSABLE_ENTITY,
        request,
        "entry/form.jte",
        "form.title",
        forms.view(draft, first, problems, words));
  }

  @Post("/{id}/discard")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> discard(String id, @Body String body) {
    frame.form(body);
    drafts.discard(id);
    return HttpResponse.seeOther(URI.create("/"));
  }

  private Problem problem(Draft draft, Refusal refusal, Words words) {
    String where = refusal.where();
    String section = forms.sectionOf(draft, where);
    return new Problem(
        words.say(refusal), "/drafts/" + draft.id() + "?section=" + section + "#" + anchor(where));
  }

  private static String anchor(String where) {
    return "at-" + where.replaceAll("[^A-Za-z0-9.-].*", "");
  }

  /** One change of one field, over the version of the draft that the page has. */
  @Serdeable
  record Change(long version, String name, String value) {

    /** Without the value. */
    @Override
    public String toString() {
      return "Change[" + name + "]";
    }
  }

  /** The version that is on disk now. */
  @Serdeable
  record Kept(long version) {}

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
