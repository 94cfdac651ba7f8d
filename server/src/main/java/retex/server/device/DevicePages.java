package retex.server.device;

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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import retex.contract.DeviceId;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;

/** The laptops, for administrators: who spoke when, what waits, tokens for new ones, revocation. */
@Controller("/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class DevicePages {

  private final Devices devices;
  private final Enrolment enrolment;
  private final Frame frame;
  private final Clock clock;

  DevicePages(Devices devices, Enrolment enrolment, Frame frame, Clock clock) {
    this.devices = devices;
    this.enrolment = enrolment;
    this.frame = frame;
    this.clock = clock;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    Instant now = clock.instant();
    List<Line> lines = devices.all().stream().map(it -> line(it, now)).toList();
    return frame.page(request, visitor, "device/list.jte", "device.title", new Lines(lines));
  }

  /** A token is told once, on the page that answers; it is not kept and cannot be shown again. */
  @Post("/token")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> token(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    visitor.form(body);
    String token = enrolment.issueToken(visitor.name());
    var view = new Issued(token, QrCode.of(token));
    return frame.page(request, visitor, "device/token.jte", "device.token", view);
  }

  @Post("/{device}/revocation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> revoke(Visitor visitor, String device, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    visitor.form(body);
    devices.revoke(DeviceId.parse(device), visitor.name());
    return HttpResponse.seeOther(URI.create("/devices"));
  }

  private static Line line(Device it, Instant now) {
    return new Line(
        it.id().hex(),
        it.name(),
        state(it, now),
        it.lastContact().map(DevicePages::minute).orElse("–"),
        it.lastContact().isPresent() ? Long.toString(it.backlog()) : "–",
        it.version().isEmpty() ? "–" : it.version(),
        it.certifiedUntil().equals(Instant.EPOCH)
            ? "–"
            : it.certifiedUntil().toString().substring(0, 10));
  }

  private static String state(Device it, Instant now) {
    if (it.revoked()) {
      return "revoked";
    }
    return it.certifiedUntil().isBefore(now) && it.certifiedUntil().isAfter(Instant.EPOCH)
        ? "expired"
        : "enrolled";
  }

  private static String minute(Instant at) {
    return at.toString().substring(0, 16).replace('T', ' ') + " UTC";
  }

  /** What the list shows. */
  public record Lines(List<Line> lines) {}

  /** One laptop; {@code state} is enrolled, expired or revoked. */
  public record Line(
      String id,
      String name,
      String state,
      String lastContact,
      String backlog,
      String version,
      String certifiedUntil) {

    public boolean isRevoked() {
      return state.equals("revoked");
    }
  }

  /** A new token, and the same as a picture. */
  public record Issued(String token, QrCode picture) {}

  /** The way to the list. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("devices")
    NavigationEntry entry() {
      return new NavigationEntry(80, "/devices", "device.title", Role.ADMINISTRATOR.name());
    }
  }
}
