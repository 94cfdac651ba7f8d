package retex.agent.team;

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
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.refusal.RefusedException;

/** One shared evaluation: who does what, what came, what differs. */
@Controller("/team")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class SharePages {

  private final Shares shares;
  private final Drafts drafts;
  private final Mail mail;
  private final ShareDrawing drawing;
  private final Frame frame;

  SharePages(Shares shares, Drafts drafts, Mail mail, ShareDrawing drawing, Frame frame) {
    this.shares = shares;
    this.mail = mail;
    this.drafts = drafts;
    this.drawing = drawing;
    this.frame = frame;
  }

  /** The page of a draft: to share it out, or as it is shared. */
  @Get("/drafts/{draft}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> ofDraft(HttpRequest<?> request, String draft) {
    Optional<Shares.Shared> shared = shares.ofDraft(draft);
    if (shared.isPresent()) {
      return HttpResponse.seeOther(URI.create("/team/shares/" + shared.get().id()));
    }
    return unshared(HttpStatus.OK, request, drafts.find(draft), "");
  }

  @Post("/drafts/{draft}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> plan(HttpRequest<?> request, String draft, @Body String body) {
    Form form = frame.form(body);
    try {
      Map<String, DeviceId> areas = new LinkedHashMap<>();
      for (String area : form.all("areas")) {
        if (!form.text("of." + area).isEmpty()) {
          areas.put(area, DeviceId.parse(form.text("of." + area)));
        }
      }
      return HttpResponse.seeOther(URI.create("/team/shares/" + shares.plan(draft, areas).id()));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      Optional<Shares.Shared> shared = shares.ofDraft(draft);
      return shared.isPresent()
          ? page(HttpStatus.UNPROCESSABLE_ENTITY, request, shared.get(), why)
          : unshared(HttpStatus.UNPROCESSABLE_ENTITY, request, drafts.find(draft), why);
    }
  }

  @Get("/shares/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(
      HttpRequest<?> request,
      String id,
      @QueryValue(defaultValue = "-1") long answers,
      @QueryValue(defaultValue = "0") long files) {
    Shares.Shared shared = shares.find(id);
    Words words = Words.in(Frame.language(request));
    ShareView view = drawing.of(shared, "", words);
    return frame.page(
        request,
        "team/share.jte",
        "share.title",
        answers < 0
            ? view
            : view.came(words.say("share.came", answers, files, shared.open().size())));
  }

  /** The file for the team. A change of this laptop's own part, so no link leads to it. */
  @Post("/shares/{id}/file")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> file(String id, @Body String body) {
    frame.form(body);
    return HttpResponse.ok(shares.export(id))
        .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header("Content-Disposition", "attachment; filename=\"team.retexteam\"")
        .header("Cache-Control", "no-store");
  }

  /** The same file by way of headquarters, as soon as there is a link. */
  @Post("/shares/{id}/send")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> send(String id, @Body String body) {
    frame.form(body);
    mail.send(id);
    return HttpResponse.seeOther(URI.create("/team/shares/" + id));
  }

  @Post("/shares/{id}/decisions")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> decide(HttpRequest<?> request, String id, @Body String body) {
    Form form = frame.form(body);
    String version = form.text("version");
    try {
      shares.decide(
          id,
          form.text("place"),
          form.text("seen"),
          version.matches("[0-9]{1,3}") ? Integer.parseInt(version) : -1);
      return HttpResponse.seeOther(URI.create("/team/shares/" + id));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, shares.find(id), why);
    }
  }

  @Post("/shares/{id}/leave")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> leave(String id, @Body String body) {
    frame.form(body);
    mail.leave(id);
    return HttpResponse.seeOther(URI.create("/team"));
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Shares.Shared shared, String why) {
    Words words = Words.in(Frame.language(request));
    return frame.page(
        status, request, "team/share.jte", "share.title", drawing.of(shared, why, words));
  }

  private HttpResponse<?> unshared(
      HttpStatus status, HttpRequest<?> request, Draft draft, String why) {
    Words words = Words.in(Frame.language(request));
    return frame.page(
        status, request, "team/share.jte", "share.title", drawing.unshared(draft, why, words));
  }
}
