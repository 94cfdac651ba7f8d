package retex.server.handover;

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
import retex.contract.DeviceId;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.handover.HandOvers.Backlog;
import retex.server.web.Dates;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** What revoked laptops handed over, and the decision of two officers on it. */
@Controller("/hand-overs")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class HandOverPages {

  private final HandOvers handOvers;
  private final Frame frame;

  HandOverPages(HandOvers handOvers, Frame frame) {
    this.handOvers = handOvers;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    return page(HttpStatus.OK, request, visitor, "");
  }

  /** The forms of the page, told apart by the button's {@code step}. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> step(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    try {
      DeviceId device = DeviceId.parse(form.text("device"));
      if (form.text("step").equals("refuse")) {
        handOvers.refuse(device, form.text("seen"), form.text("reason"), visitor.name());
      } else {
        handOvers.admit(device, form.text("seen"), visitor.name());
      }
      return HttpResponse.seeOther(URI.create("/hand-overs"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, why);
    }
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String why) {
    Words words = Words.in(Frame.language(request));
    List<Shown> all =
        handOvers.all().stream().map(it -> Shown.of(it, visitor.name(), words)).toList();
    return frame.page(
        status, request, visitor, "handover/hand-overs.jte", "handover.title", new View(all, why));
  }

  /** What the page shows; {@code why} is empty unless something was refused. */
  public record View(List<Shown> all, String why) {

    public View {
      all = List.copyOf(all);
    }
  }

  /** One laptop's backlog. */
  public record Shown(
      String device,
      String name,
      String state,
      String standing,
      String reason,
      String version,
      String files,
      boolean waits,
      boolean isProposed,
      boolean mayAgree,
      List<Row> rows) {

    public Shown {
      rows = List.copyOf(rows);
    }

    static Shown of(Backlog it, String visitor, Words words) {
      boolean waits = !it.state().equals("admitted");
      boolean proposed = it.state().equals("proposed");
      return new Shown(
          it.device().hex(),
          it.name(),
          it.state(),
          words.say(
              "handover.standing." + it.state(), it.actor(), Dates.minute(it.at(), words.locale())),
          it.reason(),
          it.version(),
          it.files() + it.missing() == 0
              ? ""
              : words.say("handover.files", it.files(), it.missing()),
          waits,
          proposed,
          waits && (!proposed || !it.actor().equals(visitor)),
          it.lines().stream().map(line -> Row.of(line, words)).toList());
    }
  }

  /** One entry. */
  public record Row(
      String place,
      String kind,
      String unit,
      String instrument,
      String author,
      String written,
      String arrived,
      String bytes,
      String fault) {

    static Row of(Line it, Words words) {
      return new Row(
          it.epoch() + "/" + it.number(),
          words.say("handover.kind." + it.kind()),
          it.unit(),
          it.instrument(),
          it.author(),
          Dates.minute(it.writtenAt(), words.locale()),
          Dates.minute(it.arrivedAt(), words.locale()),
          Integer.toString(it.bytes()),
          it.fault().isEmpty()
              ? words.say("handover.sound")
              : words.say("handover.fault", it.fault()));
    }
  }

  /** The way to this page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("hand-overs")
    NavigationEntry reviewers() {
      return new NavigationEntry(39, "/hand-overs", "handover.title", Role.REVIEWER.name());
    }
  }
}
