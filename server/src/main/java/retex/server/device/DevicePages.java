package retex.server.device;

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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.web.Dates;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** The laptops, for administrators: who spoke when, what waits, tokens for new ones, revocation. */
@Controller("/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class DevicePages {

  private final Devices devices;
  private final Revocations revocations;
  private final Enrolment enrolment;
  private final DeviceScopes scopes;
  private final Frame frame;
  private final Clock clock;

  DevicePages(
      Devices devices,
      Revocations revocations,
      Enrolment enrolment,
      DeviceScopes scopes,
      Frame frame,
      Clock clock) {
    this.devices = devices;
    this.revocations = revocations;
    this.enrolment = enrolment;
    this.scopes = scopes;
    this.frame = frame;
    this.clock = clock;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    return list(HttpStatus.OK, request, visitor, "");
  }

  private HttpResponse<?> list(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String why) {
    Instant now = clock.instant();
    Words words = Words.in(Frame.language(request));
    List<Line> lines = devices.all().stream().map(it -> line(it, now, words)).toList();
    var view = new Lines(lines, scopes.missions(), why);
    return frame.page(status, request, visitor, "device/list.jte", "device.title", view);
  }

  /** A token is told once, on the page that answers; it is not kept and cannot be shown again. */
  @Post("/token")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> token(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    String token =
        scope(form)
            .map(it -> enrolment.issueToken(visitor.name(), it))
            .orElseGet(() -> enrolment.issueToken(visitor.name()));
    var view = new Issued(token, QrCode.of(token));
    return frame.page(request, visitor, "device/token.jte", "device.token", view);
  }

  @Post("/{device}/revocation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> revoke(
      HttpRequest<?> request, Visitor visitor, String device, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    Form form = visitor.form(body);
    try {
      RevocationOrder order = RevocationOrder.of(form.text("order"));
      revocations.revoke(DeviceId.parse(device), order, form.text("reason"), visitor.name());
      return HttpResponse.seeOther(URI.create("/devices"));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return list(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, why);
    }
  }

  @Post("/{device}/scope")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> scope(Visitor visitor, String device, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    DeviceId id = DeviceId.parse(device);
    scope(visitor.form(body))
        .ifPresentOrElse(
            it -> scopes.give(id, it, visitor.name()), () -> scopes.take(id, visitor.name()));
    return HttpResponse.seeOther(URI.create("/devices"));
  }

  private Optional<DeviceScope> scope(Form form) {
    return scopes.read(form.text("mission"), form.text("role"));
  }

  private Line line(Device it, Instant now, Words words) {
    Optional<DeviceScope> scope = scopes.of(it.id());
    Optional<Revocation> revoked = revocations.find(it.id());
    return new Line(
        it.id().hex(),
        it.name(),
        state(it, now),
        it.lastContact().map(at -> Dates.minute(at, words.locale())).orElse("–"),
        it.lastContact().isPresent() ? Long.toString(it.backlog()) : "–",
        it.version().isEmpty() ? "–" : it.version(),
        it.certifiedUntil().equals(Instant.EPOCH)
            ? "–"
            : Dates.day(it.certifiedUntil().atOffset(ZoneOffset.UTC).toLocalDate(), words.locale()),
        scope.map(DeviceScope::mission).orElse(""),
        scope.map(held -> held.role().word()).orElse(""),
        revoked.map(one -> one.order().word()).orElse(""),
        revoked.map(Revocation::reason).orElse(""),
        revoked.map(one -> standing(one, words)).orElse(""));
  }

  /** What has come of the order. */
  private static String standing(Revocation it, Words words) {
    String step =
        it.destroyed().isPresent() ? "destroyed" : it.ordered().isPresent() ? "ordered" : "waits";
    String at =
        it.destroyed().or(it::ordered).map(one -> Dates.minute(one, words.locale())).orElse("");
    return words.say("device.keys." + step, at);
  }

  private static String state(Device it, Instant now) {
    if (it.revoked()) {
      return "revoked";
    }
    return it.certifiedUntil().isBefore(now) && it.certifiedUntil().isAfter(Instant.EPOCH)
        ? "expired"
        : "enrolled";
  }

  /** What the list shows; {@code missions} are those that a laptop may be for. */
  public record Lines(List<Line> lines, List<String> missions, String why) {}

  /**
   * One laptop; {@code state} is enrolled, expired or revoked; {@code mission} and {@code role} are
   * empty where nobody has said what it is for; {@code keys}: what has come of the order with which
   * it was revoked.
   */
  public record Line(
      String id,
      String name,
      String state,
      String lastContact,
      String backlog,
      String version,
      String certifiedUntil,
      String mission,
      String role,
      String order,
      String reason,
      String keys) {

    public boolean isRevoked() {
      return state.equals("revoked");
    }

    /** Whether it may still be declared stolen. */
    public boolean isHandingOver() {
      return order.equals(RevocationOrder.HAND_OVER.word());
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
