package retex.server.policy;

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
import java.util.List;
import retex.contract.Micros;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.policy.engine.PolicyDiff;
import retex.server.policy.engine.PolicyRefusal;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.Words;

/** Write a draft of the next policy, read what it changes, sign it as a second person. */
@Controller("/policy/drafts")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class DraftPages {

  private final Drafts drafts;
  private final Policies policies;
  private final Frame frame;

  DraftPages(Drafts drafts, Policies policies, Frame frame) {
    this.drafts = drafts;
    this.policies = policies;
    this.frame = frame;
  }

  /** Begins with the version in force, or with a draft that was written before. */
  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> blank(
      HttpRequest<?> request, Visitor visitor, @QueryValue(defaultValue = "") String from) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    String content = from.isEmpty() ? drafts.blank() : drafts.find(from).content();
    return write(HttpStatus.OK, request, visitor, content, "");
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> write(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    String content = form.text("content").replace("\r\n", "\n") + "\n"; // as browsers send lines
    try {
      DraftRow draft = drafts.write(content, visitor.name());
      return HttpResponse.seeOther(URI.create("/policy/drafts/" + draft.id()));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return write(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, content, why);
    }
  }

  @Get("/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return page(HttpStatus.OK, request, visitor, drafts.find(id), "");
  }

  /** Each of the buttons under a draft: {@code signature}, {@code dropping}. */
  @Post("/{id}/{step}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> step(
      HttpRequest<?> request, Visitor visitor, String id, String step, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    DraftRow draft = drafts.find(id);
    Runnable act =
        switch (step) {
          case "signature" -> () -> drafts.sign(id, form.text("contentHash"), visitor.name());
          case "dropping" -> () -> drafts.drop(id, visitor.name());
          default -> throw PolicyRefusal.POLICY_DRAFT_UNKNOWN.at("step").asException();
        };
    try {
      act.run();
      return HttpResponse.seeOther(URI.create("/policy"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, draft, why);
    }
  }

  private HttpResponse<?> write(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String content, String why) {
    var view = new Written(content, policies.current().id(), why);
    return frame.page(status, request, visitor, "policy/write.jte", "policy.draft", view);
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, DraftRow draft, String why) {
    boolean own = draft.drafter().equals(visitor.name());
    var view =
        new Read(
            draft.id(),
            draft.drafter(),
            Micros.instant(draft.draftedAt()).toString().substring(0, 10),
            draft.contentHash(),
            policies.current().id(),
            drafts.changes(draft),
            draft.content(),
            draft.isOpen(),
            draft.isOpen() && !own,
            why);
    return frame.page(status, request, visitor, "policy/draft.jte", "policy.draft", view);
  }

  /** The text to be changed, and the version in force that it is compared with. */
  public record Written(String content, String inForce, String why) {}

  /** One draft and what it changes; {@code maySign}: another person wrote it. */
  public record Read(
      String id,
      String drafter,
      String on,
      String contentHash,
      String inForce,
      List<PolicyDiff.Change> changes,
      String content,
      boolean open,
      boolean maySign,
      String why) {

    public Read {
      changes = List.copyOf(changes);
    }
  }
}
