package retex.server.release;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.catalogue.ProviderCode;
import retex.server.web.Words;

/** Release for programs: propose, read, release as a second person, refuse, recall. */
@Controller("/api/releases")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReleaseResource {

  private final Releases releases;
  private final Recipients recipients;
  private final List<Sequel> sequels;

  ReleaseResource(Releases releases, Recipients recipients, List<Sequel> sequels) {
    this.releases = releases;
    this.recipients = recipients;
    this.sequels = sequels;
  }

  /** Every release, the latest proposed first. */
  @Get
  List<ReleaseView> all(Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    return releases.all().stream().map(ReleaseView::of).toList();
  }

  /** Released feedbacks to look at for recall, and why. */
  @Get("/concerns")
  List<ConcernView> concerns(Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    return releases.concerns().stream()
        .map(it -> new ConcernView(it.release().id(), it.record(), it.why().word()))
        .toList();
  }

  /** The sentences that may be quoted to a provider: each is quoted only where it is named. */
  @Get("/quotable")
  List<QuotableView> quotable(
      Visitor visitor,
      @QueryValue String provider,
      @QueryValue String language,
      @QueryValue(defaultValue = "") String embargo) {
    visitor.require(Role.RELEASE_OFFICER);
    Terms terms = Terms.of(day(embargo), List.of(), List.of());
    return releases.quotable(new ProviderCode(provider), language, terms).stream()
        .map(it -> new QuotableView(it.id(), it.record(), it.field(), it.sentence()))
        .toList();
  }

  /** One release with its texts in reading order. */
  @Get("/{id}")
  ReleaseView one(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.find(id));
  }

  /** Why the release's file is held back, if it is. */
  @Get("/{id}/holds")
  List<Sequel.Hold> holds(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    String known = releases.find(id).id();
    return sequels.stream().flatMap(it -> it.holds(known, Words.in("en")).stream()).toList();
  }

  /** How it differs from the last one that its provider was given: one, or none for the first. */
  @Get("/{id}/since")
  List<SinceView> since(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return releases.since(releases.find(id)).stream()
        .map(
            it ->
                new SinceView(
                    it.release(),
                    it.on(),
                    it.language(),
                    it.onlyUnits(),
                    it.unitsGone(),
                    it.unitsNew(),
                    it.textsGone(),
                    it.textsNew()))
        .toList();
  }

  /** Each reader of the provider: when they opened the file, read of a recall, acknowledged it. */
  @Get("/{id}/recipients")
  List<RecipientView> recipients(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return recipients.of(releases.find(id)).stream()
        .map(it -> new RecipientView(it.reader(), it.opened(), it.told(), it.acknowledged()))
        .toList();
  }

  /** Proposes a feedback for a provider in a language. */
  @Post
  ReleaseView propose(Visitor visitor, @Body Proposal body) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(
        releases.propose(
            new ProviderCode(body.provider()), body.language(), body.terms(), visitor.name()));
  }

  /** Releases the content of this hash, as compared with that release; the proposer is refused. */
  @Post("/{id}/approval")
  ReleaseView approve(Visitor visitor, String id, @Body Approval body) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(
        releases.approve(id, body.contentHash(), body.compared(), visitor.name()));
  }

  /** Refuses a proposal with a remark. */
  @Post("/{id}/refusal")
  ReleaseView refuse(Visitor visitor, String id, @Body Reason body) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.refuse(id, body.reason(), visitor.name()));
  }

  /** Asks for the recall of what is out, for a written reason; it is no longer served. */
  @Post("/{id}/recall")
  ReleaseView askRecall(Visitor visitor, String id, @Body Reason body) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.askRecall(id, body.reason(), visitor.name()));
  }

  /** Recalls it for good; who asked is refused. */
  @Post("/{id}/recall/confirmation")
  ReleaseView confirmRecall(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.confirmRecall(id, visitor.name()));
  }

  /** Lets it stand after all. */
  @Post("/{id}/recall/dropping")
  ReleaseView dropRecall(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return ReleaseView.of(releases.dropRecall(id, visitor.name()));
  }

  /**
   * For whom, in which language; from which day on (may be left out); what is asked for; which
   * sentences are quoted, by their ids.
   */
  @Serdeable
  record Proposal(
      String provider,
      String language,
      @Nullable String embargo,
      @Nullable List<String> asked,
      @Nullable List<String> quoted) {

    Terms terms() {
      return Terms.of(
          day(embargo), asked == null ? List.of() : asked, quoted == null ? List.of() : quoted);
    }
  }

  /** A sentence that may be quoted, and where it stands. */
  @Serdeable
  record QuotableView(String id, String record, String field, String sentence) {

    /** Without the words. */
    @Override
    public String toString() {
      return "QuotableView[" + record + "]";
    }
  }

  /**
   * The hash of what was read, and the release that it was compared with, as {@link #since} names
   * it; left out where there is none.
   */
  @Serdeable
  record Approval(String contentHash, @Nullable String since) {

    String compared() {
      return since == null ? "" : since;
    }
  }

  /** Why. */
  @Serdeable
  record Reason(String reason) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Reason[]";
    }
  }

  /** An ISO day, or none where it is left out; refuses {@code EMBARGO_PAST} for anything else. */
  static Optional<LocalDate> day(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException e) {
      throw ReleaseRefusal.EMBARGO_PAST.at("embargo").asException();
    }
  }

  /** One reason to look at a release for recall. */
  @Serdeable
  record ConcernView(String release, String record, String why) {}

  /** What changed since a release, of that day. */
  @Serdeable
  record SinceView(
      String release,
      String on,
      String language,
      boolean onlyUnits,
      List<String> unitsGone,
      List<String> unitsNew,
      List<String> textsGone,
      List<String> textsNew) {

    /** Without texts. */
    @Override
    public String toString() {
      return "SinceView[" + on + "]";
    }
  }

  /** A reader, and the instants of what they did; empty where they did not. */
  @Serdeable
  record RecipientView(String reader, String opened, String told, String acknowledged) {}

  /** A release as programs see it; {@code embargo} is empty where there is none. */
  @Serdeable
  record ReleaseView(
      String id,
      String provider,
      String language,
      String state,
      String contentHash,
      int records,
      String policy,
      String embargo,
      List<String> asked,
      List<String> withheld,
      String proposer,
      String approver,
      String remark,
      String recallReason,
      String recallAsker,
      String recaller,
      List<String> texts) {

    static ReleaseView of(Release it) {
      return new ReleaseView(
          it.id(),
          it.provider().value(),
          it.language(),
          it.state().word(),
          it.contentHash(),
          it.records().size(),
          it.policy(),
          it.terms().hasEmbargo() ? it.terms().embargo().toString() : "",
          it.terms().words(),
          it.withheld(),
          it.proposer(),
          it.approver(),
          it.remark(),
          it.recall().reason(),
          it.recall().asker(),
          it.recall().confirmer(),
          it.content().texts());
    }

    /** Without texts. */
    @Override
    public String toString() {
      return "ReleaseView[" + id + "]";
    }
  }
}
