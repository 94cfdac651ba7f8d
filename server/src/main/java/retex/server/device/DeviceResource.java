package retex.server.device;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retex.contract.DeviceId;
import retex.server.access.Role;
import retex.server.access.Visitor;

/** The laptops, for programs of administrators. */
@Controller("/api/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeviceResource {

  private final Devices devices;
  private final Revocations revocations;
  private final Enrolment enrolment;
  private final DeviceScopes scopes;

  DeviceResource(
      Devices devices, Revocations revocations, Enrolment enrolment, DeviceScopes scopes) {
    this.devices = devices;
    this.revocations = revocations;
    this.enrolment = enrolment;
    this.scopes = scopes;
  }

  /** Every laptop that was ever enrolled, the first one first. */
  @Get
  List<DeviceLine> all(Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    return devices.all().stream()
        .map(it -> DeviceLine.of(it, scopes.of(it.id()), revocations.find(it.id())))
        .toList();
  }

  /**
   * A new one-time token, good for seven days; the laptop that spends it gets the scope, if any.
   */
  @Post("/tokens")
  Issued token(Visitor visitor, @Nullable @Body Scope scope) {
    visitor.require(Role.ADMINISTRATOR);
    return new Issued(
        read(scope)
            .map(it -> enrolment.issueToken(visitor.name(), it))
            .orElseGet(() -> enrolment.issueToken(visitor.name())));
  }

  /** Says which mission a laptop is for, and as what; an empty mission: for none. */
  @Put("/{device}/scope")
  HttpResponse<Void> scope(Visitor visitor, String device, @Body Scope scope) {
    visitor.require(Role.ADMINISTRATOR);
    DeviceId id = DeviceId.parse(device);
    read(scope)
        .ifPresentOrElse(
            it -> scopes.give(id, it, visitor.name()), () -> scopes.take(id, visitor.name()));
    return HttpResponse.noContent();
  }

  private Optional<DeviceScope> read(@Nullable Scope scope) {
    return scope == null
        ? Optional.empty()
        : scopes.read(orElse(scope.mission(), ""), orElse(scope.role(), "evaluator"));
  }

  private static String orElse(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  /** Revokes a laptop; {@code order} is {@code hand-over} or {@code stolen}. */
  @Post("/{device}/revocation")
  HttpResponse<Void> revoke(Visitor visitor, String device, @Body Revoked body) {
    visitor.require(Role.ADMINISTRATOR);
    RevocationOrder order = RevocationOrder.of(body.order());
    revocations.revoke(DeviceId.parse(device), order, body.reason(), visitor.name());
    return HttpResponse.noContent();
  }

  /** With which order, and why. */
  @Serdeable
  record Revoked(String order, String reason) {

    /** Without the reason. */
    @Override
    public String toString() {
      return "Revoked[" + order + "]";
    }
  }

  /** What a program reads. */
  @Serdeable
  record Issued(String token) {}

  /** A mission's code, and {@code evaluator} or {@code trainer}. */
  @Serdeable
  record Scope(@Nullable String mission, @Nullable String role) {}
}
