package retex.server.review;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.server.access.Role;
import retex.server.access.Visitor;

/** The review for programs: what arrived, and the reviewer's three decisions. */
@Controller("/api/records")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReviewResource {

  private final Reviews reviews;

  ReviewResource(Reviews reviews) {
    this.reviews = reviews;
  }

  /** Every record, the latest arrival first. */
  @Get
  List<RecordSummary> all(Visitor visitor) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    return reviews.all().stream().map(RecordSummary::of).toList();
  }

  /** One record; 404 for an unknown one. */
  @Get("/{record}")
  RecordSummary one(Visitor visitor, String record) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    return RecordSummary.of(
        reviews
            .find(RecordId.parse(record))
            .orElseThrow(() -> ReviewRefusal.RECORD_UNKNOWN.at("record").asException()));
  }

  /** Accepts the revision, which must be the newest. */
  @Post("/{record}/acceptance")
  HttpResponse<Void> accept(Visitor visitor, String record, @Body Acceptance body) {
    visitor.require(Role.REVIEWER);
    reviews.accept(RecordId.parse(record), RevisionId.parse(body.revision()), visitor.name());
    return HttpResponse.noContent();
  }

  /** Returns the revision, which must be the newest, with a remark. */
  @Post("/{record}/return")
  HttpResponse<Void> giveBack(Visitor visitor, String record, @Body Return body) {
    visitor.require(Role.REVIEWER);
    reviews.giveBack(
        RecordId.parse(record), RevisionId.parse(body.revision()), body.remark(), visitor.name());
    return HttpResponse.noContent();
  }

  /** Says which unit of the catalogue the record is about. */
  @Post("/{record}/unit")
  HttpResponse<Void> map(Visitor visitor, String record, @Body Mapping body) {
    visitor.require(Role.REVIEWER);
    reviews.mapUnit(RecordId.parse(record), new UnitCode(body.unit()), visitor.name());
    return HttpResponse.noContent();
  }

  /** The revision accepted, in hexadecimal. */
  @Serdeable
  record Acceptance(String revision) {}

  /** The revision returned, and what its author should mend. */
  @Serdeable
  record Return(String revision, String remark) {

    /** Without the remark. */
    @Override
    public String toString() {
      return "Return[]";
    }
  }

  /** A unit's code. */
  @Serdeable
  record Mapping(String unit) {}
}
