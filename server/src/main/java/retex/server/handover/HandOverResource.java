package retex.server.handover;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
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
import retex.server.handover.HandOvers.Backlog;

/** What revoked laptops handed over, for programs. */
@Controller("/api/hand-overs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HandOverResource {

  private final HandOvers handOvers;

  HandOverResource(HandOvers handOvers) {
    this.handOvers = handOvers;
  }

  /** Each laptop of which something waits or waited, the last change first. */
  @Get
  List<View> all(Visitor visitor) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    return handOvers.all().stream().map(View::of).toList();
  }

  /** Proposes to admit it, or, by a second officer, admits it. */
  @Post("/{device}/admission")
  HttpResponse<Admitted> admit(Visitor visitor, String device, @Body Seen body) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    boolean done = handOvers.admit(DeviceId.parse(device), body.seen(), visitor.name());
    return HttpResponse.ok(new Admitted(done));
  }

  /** Does not admit it, for a written reason. */
  @Post("/{device}/refusal")
  HttpResponse<Void> refuse(Visitor visitor, String device, @Body Refused body) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    handOvers.refuse(DeviceId.parse(device), body.seen(), body.reason(), visitor.name());
    return HttpResponse.noContent();
  }

  /** The version that was looked at. */
  @Serdeable
  record Seen(String seen) {}

  /** The same, and why not. */
  @Serdeable
  record Refused(String seen, String reason) {

    /** Without the reason. */
    @Override
    public String toString() {
      return "Refused[" + seen + "]";
    }
  }

  /** Whether it is in the store now, or waits for a second officer. */
  @Serdeable
  record Admitted(boolean admitted) {}

  /** One laptop's backlog as programs see it. */
  @Serdeable
  record View(
      String device,
      String name,
      String state,
      String actor,
      String reason,
      int entries,
      long files,
      long missing,
      String version) {

    static View of(Backlog it) {
      return new View(
          it.device().hex(),
          it.name(),
          it.state(),
          it.actor(),
          it.reason(),
          it.lines().size(),
          it.files(),
          it.missing(),
          it.version());
    }

    /** Without what people wrote. */
    @Override
    public String toString() {
      return "View[" + device + "]";
    }
  }
}
