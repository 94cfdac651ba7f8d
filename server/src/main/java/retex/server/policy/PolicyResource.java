package retex.server.policy;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.policy.engine.PolicyDiff;

/** The policy for programs: read, compare, put a signed file in force. */
@Controller("/api/policy")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PolicyResource {

  private final Policies policies;
  private final Drafts drafts;

  PolicyResource(Policies policies, Drafts drafts) {
    this.policies = policies;
    this.drafts = drafts;
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

  /** Drafts of the next version, the latest first, each with what it changes now. */
  @Get("/drafts")
  List<DraftView> drafts(Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return drafts.all().stream().map(this::view).toList();
  }

  /** Writes a draft; refused as a policy that says so would be. */
  @Post("/drafts")
  DraftView draft(Visitor visitor, @Body Text body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return view(drafts.write(body.content(), visitor.name()));
  }

  /** Puts the draft of this hash in force; 403 for who wrote it, 409 where it is not as read. */
  @Post("/drafts/{id}/signature")
  VersionView sign(Visitor visitor, String id, @Body Approval body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return VersionView.of(drafts.sign(id, body.contentHash(), visitor.name()));
  }

  /** Drops a draft. */
  @Post("/drafts/{id}/dropping")
  DraftView drop(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return view(drafts.drop(id, visitor.name()));
  }

  private DraftView view(DraftRow it) {
    return new DraftView(
        it.id(),
        it.drafter(),
        it.state().toLowerCase(Locale.ROOT),
        it.contentHash(),
        it.content(),
        drafts.changes(it).stream()
            .map(one -> new ChangeView(one.what(), one.before(), one.after()))
            .toList());
  }

  /** The text of a policy file. */
  @Serdeable
  record Text(String content) {}

  /** The hash of what was read. */
  @Serdeable
  record Approval(String contentHash) {}

  /** A draft; {@code state} is open, signed or dropped. */
  @Serdeable
  record DraftView(
      String id,
      String drafter,
      String state,
      String contentHash,
      String content,
      List<ChangeView> changes) {}

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
