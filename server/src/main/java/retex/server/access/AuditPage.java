package retex.server.access;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import retex.contract.Micros;
import retex.server.audit.Audit;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;

/** Who did what, for administrators. */
@Controller("/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class AuditPage {

  private static final int SHOWN = 500;

  private final Audit audit;
  private final Frame frame;

  AuditPage(Audit audit, Frame frame) {
    this.audit = audit;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    List<Line> lines =
        audit.latest(SHOWN).stream()
            .map(
                row ->
                    new Line(
                        row.number(),
                        Micros.instant(row.at()).toString().substring(0, 19).replace('T', ' ')
                            + " UTC",
                        row.actor(),
                        row.action(),
                        row.subject(),
                        row.facts()))
            .toList();
    return frame.page(
        request,
        visitor,
        "access/audit.jte",
        "audit.title",
        new View(audit.verify().isEmpty(), lines));
  }

  /** What the page shows. */
  public record View(boolean sound, List<Line> lines) {}

  /** One entry. */
  public record Line(
      long number, String at, String actor, String action, String subject, String facts) {}

  /** The way to this page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("audit")
    NavigationEntry entry() {
      return new NavigationEntry(90, "/audit", "audit.title", Role.ADMINISTRATOR.name());
    }
  }
}
