package retex.server.catalogue;

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
import java.util.Locale;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.web.Dates;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** The states' consents: which providers may learn of their units. */
@Controller("/consents")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class ConsentPages {

  private final Consents consents;
  private final Catalogue catalogue;
  private final Frame frame;

  ConsentPages(Consents consents, Catalogue catalogue, Frame frame) {
    this.consents = consents;
    this.catalogue = catalogue;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return page(HttpStatus.OK, request, visitor, "");
  }

  /** The two forms of the page, told apart by the button's {@code step}. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> step(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    try {
      var state = new StateCode(form.text("state"));
      var provider = new ProviderCode(form.text("provider"));
      var from = ConsentResource.day(form.text("from"), "from");
      if (form.text("step").equals("withdraw")) {
        consents.withdraw(state, provider, from, form.text("reference"), visitor.name());
      } else {
        var to = ConsentResource.day(form.text("to"), "to");
        consents.record(
            new Consent(state, provider, from, to), form.text("reference"), visitor.name());
      }
      return HttpResponse.seeOther(URI.create("/consents"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, why);
    }
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String why) {
    Locale locale = Words.in(Frame.language(request)).locale();
    var view =
        new View(
            consents.standing().stream()
                .map(it -> new Line(state(it), provider(it), days(it, locale), "", ""))
                .toList(),
            consents.history().stream()
                .map(
                    it ->
                        new Line(
                            state(it.consent()),
                            provider(it.consent()),
                            it.kind().equals("withdrawn")
                                ? Dates.day(it.consent().from(), locale)
                                : days(it.consent(), locale),
                            it.kind(),
                            it.reference() + " (" + it.actor() + ")"))
                .toList(),
            catalogue.states().stream()
                .map(it -> new Choice(it.code().value(), name(it.names(), it.code().value())))
                .toList(),
            catalogue.providers().stream()
                .map(it -> new Choice(it.code().value(), it.name()))
                .toList(),
            why);
    return frame.page(status, request, visitor, "catalogue/consents.jte", "consent.title", view);
  }

  private static String days(Consent it, Locale locale) {
    return Dates.day(it.from(), locale) + " – " + Dates.day(it.to(), locale);
  }

  private String state(Consent it) {
    return catalogue.states().stream()
        .filter(one -> one.code().equals(it.state()))
        .findFirst()
        .map(one -> name(one.names(), one.code().value()))
        .orElse(it.state().value());
  }

  private String provider(Consent it) {
    return catalogue.provider(it.provider()).map(Provider::name).orElse(it.provider().value());
  }

  private static String name(List<String> names, String code) {
    return names.isEmpty() ? code : names.get(0);
  }

  /** What the page shows; {@code why} is empty unless something was refused. */
  public record View(
      List<Line> standing,
      List<Line> history,
      List<Choice> states,
      List<Choice> providers,
      String why) {}

  /** One consent, or what was done to it; {@code kind} and {@code note} may be empty. */
  public record Line(String state, String provider, String days, String kind, String note) {

    /** Without the note. */
    @Override
    public String toString() {
      return "Line[" + kind + "]";
    }
  }

  /** A code and what it is called. */
  public record Choice(String code, String name) {}

  /** The way to this page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("consents")
    NavigationEntry entry() {
      return new NavigationEntry(36, "/consents", "consent.title", Role.RELEASE_OFFICER.name());
    }
  }
}
