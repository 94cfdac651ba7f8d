package retex.server.finding;

import static retex.server.finding.FindingRefusal.TERM_UNKNOWN;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.finding.engine.Finding;
import retex.server.finding.engine.Judgement;
import retex.server.review.Accepted;

/** A record's findings for programs. */
@Controller("/api/records/{record}/findings")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FindingResource {

  private final Findings findings;

  FindingResource(Findings findings) {
    this.findings = findings;
  }

  /** Every finding as it stands: proposed, accepted, rejected or added by hand. */
  @Get
  View view(Visitor visitor, String record) {
    visitor.require(Role.RELEASE_OFFICER);
    return viewOf(RecordId.parse(record));
  }

  /** Accepts (as proposed or mended), rejects or reopens one finding. */
  @Put
  View decide(Visitor visitor, String record, @Body Decision body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    RevisionId revision = RevisionId.parse(body.revision());
    switch (body.action()) {
      case "accept" ->
          findings.accept(id, revision, body.key(), body.said().finding(), visitor.name());
      case "reject" -> findings.reject(id, revision, body.key(), visitor.name());
      case "reopen" -> findings.reopen(id, revision, body.key(), visitor.name());
      default -> throw TERM_UNKNOWN.at("action").asException();
    }
    return viewOf(id);
  }

  /** Adds a finding by hand; places count UTF-16 units of the field's text. */
  @Post
  View add(Visitor visitor, String record, @Body Added body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    findings.add(
        id,
        RevisionId.parse(body.revision()),
        body.field(),
        body.from(),
        body.to(),
        body.said().finding(),
        visitor.name());
    return viewOf(id);
  }

  /** Accepts every open proposal that is at least so sure and rests on no withheld sentence. */
  @Post("/acceptance")
  View acceptAll(Visitor visitor, String record, @Body All body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    findings.acceptAll(id, RevisionId.parse(body.revision()), body.atLeast(), visitor.name());
    return viewOf(id);
  }

  private View viewOf(RecordId id) {
    Accepted record = findings.find(id);
    return new View(
        id.toString(),
        record.revision().hex(),
        findings.entries(record).stream().map(One::of).toList());
  }

  /** A record's findings. */
  @Serdeable
  record View(String record, String revision, List<One> findings) {}

  /**
   * One finding. {@code withheld} is the category as which a sentence is withheld that it rests on:
   * then nothing of it is told; empty for none.
   */
  @Serdeable
  record One(
      String key,
      String field,
      int from,
      int to,
      Said said,
      double confidence,
      String state,
      String withheld) {

    static One of(Entry it) {
      return new One(
          it.key(),
          it.field(),
          it.from(),
          it.to(),
          Said.of(it.finding()),
          it.confidence(),
          it.state().name().toLowerCase(java.util.Locale.ROOT),
          it.withheld());
    }
  }

  /** What a finding says, in codes of the vocabulary; cause and remedy may be empty. */
  @Serdeable
  record Said(String skill, String judgement, String cause, String remedy) {

    static Said of(Finding it) {
      return new Said(it.skill(), it.judgement().code(), it.cause(), it.remedy());
    }

    Finding finding() {
      Judgement told =
          Judgement.of(judgement).orElseThrow(() -> TERM_UNKNOWN.at("judgement").asException());
      return new Finding(skill, told, cause, remedy);
    }
  }

  /** A decision on the finding of a key; {@code said} counts where it is accepted. */
  @Serdeable
  record Decision(String revision, String key, String action, Said said) {}

  /** A finding by hand. */
  @Serdeable
  record Added(String revision, String field, int from, int to, Said said) {}

  /** How sure a proposal must be, from 0 to 1. */
  @Serdeable
  record All(String revision, double atLeast) {}
}
