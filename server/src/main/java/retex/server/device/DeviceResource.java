package retex.server.device;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.contract.DeviceId;
import retex.server.access.Role;
import retex.server.access.Visitor;

/** The laptops, for programs of administrators. */
@Controller("/api/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeviceResource {

  private final Devices devices;
  private final Enrolment enrolment;

  DeviceResource(Devices devices, Enrolment enrolment) {
    this.devices = devices;
    this.enrolment = enrolment;
  }

  /** Every laptop that was ever enrolled, the first one first. */
  @Get
  List<DeviceLine> all(Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    return devices.all().stream().map(DeviceLine::of).toList();
  }

  /** A new one-time token, good for seven days. */
  @Post("/tokens")
  Issued token(Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    return new Issued(enrolment.issueToken(visitor.name()));
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
}
