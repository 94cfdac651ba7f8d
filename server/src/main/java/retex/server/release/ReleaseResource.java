package retex.server.release;

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
import retex.server.catalogue.ProviderCode;

/** Release for programs: propose, read, release as a second person, refuse. */
@Controller("/api/releases")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReleaseResource {

  private final Releases releases;

  ReleaseResource(Releases releases) {
    this.releases = releases;
  }

  /** Every release, the latest proposed first. */
  @Get
  List<ReleaseView> all(Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    return releases.all().stream().map(ReleaseView::of).toList();
  }

  /** One release with its texts in reading order. */
  @Get("/{id}")
  ReleaseView one(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.find(id));
  }

  /** Proposes a feedback for a provider in a language. */
  @Post
  ReleaseView propose(Visitor visitor, @Body Proposal body) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(
        releases.propose(new ProviderCode(body.provider()), body.language(), visitor.name()));
  }

  /** Releases the content of this hash; the proposer is refused. */
  @Post("/{id}/approval")
  ReleaseView approve(Visitor visitor, String id, @Body Approval body) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.approve(id, body.contentHash(), visitor.name()));
  }

  /** Refuses a proposal. */
  @Post("/{id}/refusal")
  ReleaseView refuse(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.refuse(id, visitor.name()));
  }

  /** For whom, in which language. */
  @Serdeable
  record Proposal(String provider, String language) {}

  /** The hash of what was read. */
  @Serdeable
  record Approval(String contentHash) {}

  /** A release as programs see it. */
  @Serdeable
  record ReleaseView(
      String id,
      String provider,
      String language,
      String state,
      String contentHash,
      int records,
      String proposer,
      String approver,
      List<String> texts) {

    static ReleaseView of(Release it) {
      return new ReleaseView(
          it.id(),
          it.provider().value(),
          it.language(),
          it.state().name().toLowerCase(java.util.Locale.ROOT),
          it.contentHash(),
          it.records().size(),
          it.proposer(),
          it.approver(),
          it.content().texts());
    }
  }
}
