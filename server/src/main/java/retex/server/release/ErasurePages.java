package retex.server.release;

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
import java.util.List;
import retex.contract.RecordId;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** Requests to erase a record, and the second officer's answer. */
@Controller("/erasures")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class ErasurePages {

  private final ErasureRequests requests;
  private final Frame frame;

  ErasurePages(ErasureRequests requests, Frame frame) {
    this.requests = requests;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return page(HttpStatus.OK, request, visitor, "");
  }

  /** The three forms of the page, told apart by the button's {@code step}. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> step(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    try {
      RecordId record = RecordId.parse(form.text("record"));
      switch (form.text("step")) {
        case "ask" -> requests.ask(record, form.text("reason"), visitor.name());
        case "confirm" -> requests.confirm(record, visitor.name());
        case "drop" -> requests.drop(record, visitor.name());
        default -> throw ReleaseRefusal.ERASURE_UNKNOWN.at("step").asException();
      }
      return HttpResponse.seeOther(URI.create("/erasures"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, why);
    }
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String why) {
    List<Line> lines =
        requests.all().stream()
            .map(
                it ->
                    new Line(
                        it.record(),
                        it.state(),
                        it.reason(),
                        it.asker(),
                        it.askedAt().toString().substring(0, 10),
                        it.decider(),
                        it.state().equals("asked"),
                        it.state().equals("asked") && !it.asker().equals(visitor.name())))
            .toList();
    return frame.page(
        status, request, visitor, "release/erasures.jte", "erasure.title", new View(lines, why));
  }

  /** What the page shows; {@code why} is empty unless something was refused. */
  public record View(List<Line> lines, String why) {}

  /** One request. */
  public record Line(
      String record,
      String state,
      String reason,
      String asker,
      String on,
      String decider,
      boolean waits,
      boolean mayConfirm) {}

  /** The way to this page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("erasures")
    NavigationEntry entry() {
      return new NavigationEntry(38, "/erasures", "erasure.title", Role.RELEASE_OFFICER.name());
    }
  }
}
