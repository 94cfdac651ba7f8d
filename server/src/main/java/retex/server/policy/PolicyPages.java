package retex.server.policy;

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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import retex.contract.Micros;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.policy.engine.PolicyDiff;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** The policy in force, its history, and the door for a signed new version. */
@Controller("/policy")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class PolicyPages {

  private final Policies policies;
  private final Drafts drafts;
  private final Frame frame;

  PolicyPages(Policies policies, Drafts drafts, Frame frame) {
    this.policies = policies;
    this.drafts = drafts;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return page(HttpStatus.OK, request, visitor, "", "");
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> take(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    String content = form.text("content").replace("\r\n", "\n") + "\n"; // as browsers send lines
    try {
      policies.take(content, PolicyKeys.Signature.parse(form.text("signature")), visitor.name());
      return HttpResponse.seeOther(URI.create("/policy"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, why, content);
    }
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String why, String typed) {
    Words words = Words.in(Frame.language(request));
    List<Policies.Version> all = policies.history();
    var lines = new ArrayList<Line>();
    for (int i = 0; i < all.size(); i++) {
      Policies.Version it = all.get(i);
      List<PolicyDiff.Change> changes =
          i == 0 ? List.of() : PolicyDiff.between(all.get(i - 1).policy(), it.policy());
      lines.add(
          new Line(
              it.policy().id(),
              it.at().toString().substring(0, 10),
              it.actor().equals(Policies.SERVER) ? words.say("policy.server") : it.actor(),
              changes));
    }
    Collections.reverse(lines);
    var view =
        new View(
            all.get(all.size() - 1).content(),
            drafts.all().stream().filter(DraftRow::isOpen).map(Draft::of).toList(),
            lines,
            visitor.is(Role.ADMINISTRATOR.name()),
            why,
            typed);
    return frame.page(status, request, visitor, "policy/page.jte", "policy.title", view);
  }

  /** What the page shows; {@code why} is empty unless a file was refused. */
  public record View(
      String content,
      List<Draft> drafts,
      List<Line> lines,
      boolean mayTake,
      String why,
      String typed) {}

  /** A draft that waits to be signed or dropped. */
  public record Draft(String id, String drafter, String on) {

    static Draft of(DraftRow it) {
      String at = Micros.instant(it.draftedAt()).toString();
      return new Draft(it.id(), it.drafter(), at.substring(0, 10));
    }
  }

  /** One version, and what it changed. */
  public record Line(String id, String on, String actor, List<PolicyDiff.Change> changes) {}

  /** The way to this page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("policy")
    NavigationEntry entry() {
      return new NavigationEntry(35, "/policy", "policy.title", Role.RELEASE_OFFICER.name());
    }

    @Singleton
    @Named("policy-administrator")
    NavigationEntry administrator() {
      return new NavigationEntry(85, "/policy", "policy.title", Role.ADMINISTRATOR.name());
    }
  }
}
