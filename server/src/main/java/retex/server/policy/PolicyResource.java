package retex.server.policy;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.policy.engine.PolicyDiff;

/** The policy for programs: read, compare, put a signed file in force. */
@Controller("/api/policy")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PolicyResource {

  private final Policies policies;

  PolicyResource(Policies policies) {
    this.policies = policies;
  }

  /** Every version, the oldest first; the last is in force. */
  @Get
  List<VersionView> all(Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return policies.history().stream().map(VersionView::of).toList();
  }

  /** What differs between two versions. */
  @Get("/{before}/{after}")
  List<ChangeView> diff(Visitor visitor, int before, int after) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return PolicyDiff.between(policies.version(before).policy(), policies.version(after).policy())
        .stream()
        .map(it -> new ChangeView(it.what(), it.before(), it.after()))
        .toList();
  }

  /** Puts a signed file in force: its text, and the line of its signature file. */
  @Post
  VersionView take(Visitor visitor, @Body Signed body) {
    visitor.require(Role.ADMINISTRATOR);
    return VersionView.of(
        policies.take(
            body.content(), PolicyKeys.Signature.parse(body.signature()), visitor.name()));
  }

  /** A policy file and its signature. */
  @Serdeable
  record Signed(String content, String signature) {}

  /** One version as programs see it. */
  @Serdeable
  record VersionView(String id, int version, String actor, String at, String key, String content) {

    static VersionView of(Policies.Version it) {
      return new VersionView(
          it.policy().id(),
          it.policy().version(),
          it.actor(),
          it.at().toString(),
          it.publicKey(),
          it.content());
    }
  }

  /** One difference. */
  @Serdeable
  record ChangeView(String what, String before, String after) {}
}
