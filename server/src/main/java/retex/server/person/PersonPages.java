package retex.server.person;

import io.micronaut.context.annotation.Factory;
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
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.web.Dates;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** Who may sign evaluations, for administrators. */
@Controller("/people")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class PersonPages {

  private final People people;
  private final Frame frame;

  PersonPages(People people, Frame frame) {
    this.people = people;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    Locale locale = Words.in(Frame.language(request)).locale();
    List<Line> lines =
        people.all().stream()
            .map(
                it ->
                    new Line(
                        it.certificate().name(),
                        it.certificate().role().name(),
                        it.certificate().fingerprint(),
                        Dates.day(it.certificate().from(), locale)
                            + " – "
                            + Dates.day(it.certificate().to(), locale),
                        it.revoked(),
                        it.certificate().text()))
            .toList();
    return frame.page(request, visitor, "person/list.jte", "person.title", new Lines(lines));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> certify(Visitor visitor, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    String days = form.text("days");
    people.certify(
        form.text("request"),
        days.matches("[0-9]{1,4}") ? Integer.parseInt(days) : 0,
        visitor.name());
    return HttpResponse.seeOther(URI.create("/people"));
  }

  @Post("/{fingerprint}/revocation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> revoke(Visitor visitor, String fingerprint, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    visitor.form(body);
    people.revoke(fingerprint, visitor.name());
    return HttpResponse.seeOther(URI.create("/people"));
  }

  /** What the list shows. */
  public record Lines(List<Line> lines) {

    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** One certificate. */
  public record Line(
      String name,
      String role,
      String fingerprint,
      String days,
      boolean revoked,
      String certificate) {}

  /** The way to the list. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("people")
    NavigationEntry entry() {
      return new NavigationEntry(82, "/people", "person.title", Role.ADMINISTRATOR.name());
    }
  }
}
