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
import java.util.Locale;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Typesetter;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** Propose a feedback, read it as it will be, release it as a second person. */
@Controller("/releases")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class ReleasePages {

  private final Releases releases;
  private final Catalogue catalogue;
  private final Frame frame;

  ReleasePages(Releases releases, Catalogue catalogue, Frame frame) {
    this.releases = releases;
    this.catalogue = catalogue;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    return list(HttpStatus.OK, request, visitor, "");
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> propose(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    try {
      Release release =
          releases.propose(
              new ProviderCode(form.text("provider")), form.text("language"), visitor.name());
      return HttpResponse.seeOther(URI.create("/releases/" + release.id()));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return list(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, why);
    }
  }

  @Get("/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return page(HttpStatus.OK, request, visitor, releases.find(id), "");
  }

  @Get("/{id}/preview.pdf")
  @Produces("application/pdf")
  HttpResponse<byte[]> preview(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return HttpResponse.ok(Typesetter.pdf(releases.find(id).content()))
        .header("Cache-Control", "no-store");
  }

  @Post("/{id}/approval")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> approve(HttpRequest<?> request, Visitor visitor, String id, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    try {
      releases.approve(id, form.text("contentHash"), visitor.name());
      return HttpResponse.seeOther(URI.create("/releases/" + releases.find(id).id()));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, releases.find(id), why);
    }
  }

  @Post("/{id}/refusal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> refuse(Visitor visitor, String id, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    visitor.form(body);
    releases.refuse(id, visitor.name());
    return HttpResponse.seeOther(URI.create("/releases"));
  }

  private HttpResponse<?> list(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String why) {
    List<Line> lines = releases.all().stream().map(this::line).toList();
    List<Choice> providers =
        catalogue.providers().stream().map(it -> new Choice(it.code().value(), it.name())).toList();
    return frame.page(
        status,
        request,
        visitor,
        "release/list.jte",
        "release.title",
        new Lines(lines, providers, why));
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, Release it, String why) {
    boolean waits = it.state() == ReleaseState.PROPOSED;
    var view =
        new Read(
            line(it),
            it.contentHash(),
            it.content().language(),
            it.content().texts().stream().filter(text -> !text.isBlank()).toList(),
            waits && !it.proposer().equals(visitor.name()),
            waits,
            why);
    return frame.page(status, request, visitor, "release/read.jte", "release.title", view);
  }

  private Line line(Release it) {
    return new Line(
        it.id(),
        catalogue.provider(it.provider()).map(Provider::name).orElse(it.provider().value()),
        it.language(),
        it.state().name().toLowerCase(Locale.ROOT),
        it.proposer(),
        it.approver());
  }

  /** What the list shows; {@code why} is empty unless a proposal was refused. */
  public record Lines(List<Line> lines, List<Choice> providers, String why) {}

  /** One release. */
  public record Line(
      String id,
      String provider,
      String language,
      String state,
      String proposer,
      String approver) {}

  /** One provider that a feedback may be proposed for. */
  public record Choice(String code, String name) {}

  /** What the page of one release shows. */
  public record Read(
      Line line,
      String contentHash,
      String language,
      List<String> texts,
      boolean mayApprove,
      boolean waits,
      String why) {}

  /** The way to the releases. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("releases")
    NavigationEntry entry() {
      return new NavigationEntry(30, "/releases", "release.title", Role.RELEASE_OFFICER.name());
    }
  }
}
