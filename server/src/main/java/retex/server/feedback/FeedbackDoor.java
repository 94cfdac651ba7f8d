package retex.server.feedback;

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
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import retex.contract.Micros;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;

/** The provider's door: its own feedback, and the same "not found" for everything else. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
public final class FeedbackDoor {

  private final Feedbacks feedbacks;
  private final Frame frame;

  FeedbackDoor(Feedbacks feedbacks, Frame frame) {
    this.feedbacks = feedbacks;
    this.frame = frame;
  }

  @Get("/feedback")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    return frame.page(
        request, visitor, "feedback/list.jte", "provider.title", new Lines(lines(visitor)));
  }

  @Get("/feedback/{id}.pdf")
  HttpResponse<?> file(Visitor visitor, String id) {
    return pdf(visitor, id);
  }

  @Get("/api/feedback")
  List<Line> all(Visitor visitor) {
    return lines(visitor);
  }

  @Get("/api/feedback/{id}/pdf")
  HttpResponse<?> apiFile(Visitor visitor, String id) {
    return pdf(visitor, id);
  }

  /** A reader says that every copy of a withdrawn feedback is destroyed. */
  @Post("/feedback/{id}/acknowledgement")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> acknowledge(Visitor visitor, String id, @Body String body) {
    visitor.require(Role.PROVIDER);
    visitor.form(body);
    feedbacks.acknowledge(id, visitor.account().provider(), visitor.name());
    return HttpResponse.seeOther(URI.create("/feedback"));
  }

  /** The same for programs. */
  @Post("/api/feedback/{id}/acknowledgement")
  List<Line> apiAcknowledge(Visitor visitor, String id) {
    visitor.require(Role.PROVIDER);
    feedbacks.acknowledge(id, visitor.account().provider(), visitor.name());
    return lines(visitor);
  }

  private List<Line> lines(Visitor visitor) {
    visitor.require(Role.PROVIDER);
    return feedbacks.of(visitor.account().provider(), visitor.name()).stream()
        .map(
            it ->
                new Line(
                    it.row().id(),
                    it.row().title(),
                    it.row().language(),
                    day(Micros.instant(it.row().drawnAt())),
                    it.isOpen() ? "released" : it.isRecalled() ? "withdrawn" : "not-available",
                    it.isRecalled() ? day(it.release().recall().at()) : "",
                    feedbacks.isAcknowledged(it, visitor.name())))
        .toList();
  }

  private static String day(Instant at) {
    return at.toString().substring(0, 10);
  }

  private HttpResponse<?> pdf(Visitor visitor, String id) {
    visitor.require(Role.PROVIDER);
    byte[] pdf = feedbacks.file(id, visitor.account().provider(), visitor.name());
    return HttpResponse.ok(pdf)
        .contentType("application/pdf")
        .header("Content-Disposition", "inline; filename=\"retex-feedback.pdf\"")
        .header("Cache-Control", "no-store");
  }

  /** What the page shows. */
  public record Lines(List<Line> lines) {}

  /**
   * One feedback of the provider. {@code state} is {@code released}, {@code withdrawn} or, while
   * officers look into it, {@code not-available}; {@code withdrawnOn} is empty but for withdrawn;
   * {@code acknowledged}: this reader said that the copies of it are destroyed.
   */
  @Serdeable
  public record Line(
      String id,
      String title,
      String language,
      String on,
      String state,
      String withdrawnOn,
      boolean acknowledged) {

    /** Whether it was recalled. */
    public boolean isWithdrawn() {
      return !withdrawnOn.isEmpty();
    }

    /** Whether its file is handed out. */
    public boolean isOpen() {
      return state.equals("released");
    }
  }

  /** The way to this page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("feedback")
    NavigationEntry entry() {
      return new NavigationEntry(40, "/feedback", "provider.title", Role.PROVIDER.name());
    }
  }
}
