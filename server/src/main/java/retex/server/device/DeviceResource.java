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
  private final Enrolment enrolment;
  private final DeviceScopes scopes;

  DeviceResource(Devices devices, Enrolment enrolment, DeviceScopes scopes) {
    this.devices = devices;
    this.enrolment = enrolment;
    this.scopes = scopes;
  }

  /** Every laptop that was ever enrolled, the first one first. */
  @Get
  List<DeviceLine> all(Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    return devices.all().stream().map(it -> DeviceLine.of(it, scopes.of(it.id()))).toList();
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

  /** Revokes a laptop: from its next message on nothing it says is taken. */
  @Post("/{device}/revocation")
  HttpResponse<Void> revoke(Visitor visitor, String device) {
    visitor.require(Role.ADMINISTRATOR);
    devices.revoke(DeviceId.parse(device), visitor.name());
    return HttpResponse.noContent();
  }

  /** What a program reads. */
  @Serdeable
  record Issued(String token) {}

  /** A mission's code, and {@code evaluator} or {@code trainer}. */
  @Serdeable
  record Scope(@Nullable String mission, @Nullable String role) {}
}
