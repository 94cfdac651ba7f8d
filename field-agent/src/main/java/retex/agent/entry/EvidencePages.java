package retex.agent.entry;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.Origin;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Upload;
import retex.agent.web.WebRefusal;
import retex.agent.web.Words;
import retex.contract.FileHash;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.refusal.RefusedException;

/**
 * Photographs and documents of a draft: a page that works without script, and the same for the
 * form's own script, which sends a file's bytes alone.
 */
@Controller("/drafts/{id}/attachments")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class EvidencePages {

  private final Drafts drafts;
  private final Evidence evidence;
  private final Attachments attachments;
  private final Forms forms;
  private final Frame frame;

  EvidencePages(
      Drafts drafts, Evidence evidence, Attachments attachments, Forms forms, Frame frame) {
    this.drafts = drafts;
    this.evidence = evidence;
    this.attachments = attachments;
    this.forms = forms;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "") String at) {
    return page(HttpStatus.OK, request, id, at, "");
  }

  /** From a browser without script. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> add(HttpRequest<?> request, String id, @Body byte[] body) {
    Upload upload = frame.upload(request, body);
    String criterion = criterion(id, upload.text("at"));
    try {
      evidence.add(id, criterion, upload.file());
      return back(id, criterion);
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, id, criterion, why);
    }
  }

  /** From the form's script: the file's bytes and nothing else. */
  @Post("/bytes")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  HttpResponse<Added> add(
      HttpRequest<?> request,
      String id,
      @QueryValue(defaultValue = "") String at,
      @Body byte[] file) {
    refuseForeign(String.valueOf(request.getHeaders().get("X-CSRF-Token")));
    FileFields.One added = evidence.add(id, criterion(id, at), file);
    return HttpResponse.ok(
        new Added(added.hash(), added.criterion(), added.isPhotograph(), state(request, id)));
  }

  @Post("/removal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> remove(HttpRequest<?> request, String id, @Body String body) {
    Form form = frame.form(body);
    String criterion = criterion(id, form.text("at"));
    evidence.remove(id, criterion, form.text("hash"));
    boolean wantsData = request.accept().contains(MediaType.APPLICATION_JSON_TYPE);
    return wantsData ? HttpResponse.ok(state(request, id)) : back(id, criterion);
  }

  @Post("/caption")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> caption(String id, @Body String body) {
    Form form = frame.form(body);
    String criterion = criterion(id, form.text("at"));
    evidence.caption(id, criterion, form.text("hash"), form.text("caption"));
    return back(id, criterion);
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, String id, String at, String why) {
    Draft draft = drafts.find(id);
    String criterion = criterion(id, at);
    Words words = Words.in(Frame.language(request));
    List<Held> files =
        DraftForm.of(draft.content()).files().stream()
            .map(
                it -> new Held(FormView.File.of(it), attachments.origin(FileHash.parse(it.hash()))))
            .toList();
    String about =
        criterion.isEmpty()
            ? ""
            : form(draft)
                .flatMap(it -> it.criterion(new CriterionCode(criterion)))
                .map(it -> it.code() + " – " + it.text().in(words.language()))
                .orElse(criterion);
    var view = new View(id, criterion, about, files, why);
    return frame.page(status, request, "entry/files.jte", "files.title", view);
  }

  /** A criterion of the draft's form; anything else is the record as a whole. */
  private String criterion(String draft, String at) {
    if (!at.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}")) {
      return "";
    }
    return form(drafts.find(draft))
        .flatMap(it -> it.criterion(new CriterionCode(at)))
        .map(it -> it.code().value())
        .orElse("");
  }

  private Optional<Instrument> form(Draft draft) {
    return Forms.isNote(draft) ? Optional.empty() : Optional.of(forms.instrument(draft));
  }

  private State state(HttpRequest<?> request, String id) {
    Draft draft = drafts.find(id);
    String undo = forms.undo(draft, Words.in(Frame.language(request)));
    return new State(DraftForm.of(draft.content()).files().size(), undo);
  }

  private void refuseForeign(String csrf) {
    if (!frame.isOwn(csrf)) {
      throw WebRefusal.FORM_FOREIGN.at("").asException();
    }
  }

  private static HttpResponse<?> back(String id, String criterion) {
    return HttpResponse.seeOther(URI.create("/drafts/" + id + "/attachments?at=" + criterion));
  }

  /** What the page shows; {@code about} names the criterion that a file is added to. */
  public record View(String draft, String at, String about, List<Held> files, String why) {

    public View {
      files = List.copyOf(files);
    }
  }

  /** A file of a draft or record, and what its camera wrote, which stays on this laptop. */
  public record Held(FormView.File file, Origin origin) {}

  /** What was added. */
  @Serdeable
  record Added(String hash, String at, boolean photograph, State state) {}

  /** How many files the draft has now, and what undo would take back. */
  @Serdeable
  record State(int files, String undo) {}
}
