package retex.server.redaction;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.review.Accepted;

/** The officer's desk for programs. */
@Controller("/api/records/{record}/redaction")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RedactionResource {

  private final Redactions redactions;

  RedactionResource(Redactions redactions) {
    this.redactions = redactions;
  }

  /** The redaction as it stands, each span with its reason. */
  @Get
  RedactionView view(Visitor visitor, String record) {
    visitor.require(Role.RELEASE_OFFICER);
    return viewOf(RecordId.parse(record));
  }

  /** Masks a text, or restores a span, for a written reason. */
  @Put("/spans")
  RedactionView correct(Visitor visitor, String record, @Body Correction body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    RevisionId revision = RevisionId.parse(body.revision());
    if (body.mask().isEmpty()) {
      redactions.unmask(id, revision, body.field(), body.from(), body.reason(), visitor.name());
    } else {
      redactions.mask(id, revision, body.field(), body.mask(), body.reason(), visitor.name());
    }
    return viewOf(id);
  }

  /** Clears the redaction: an officer has read all of it. */
  @Post("/clearance")
  HttpResponse<Void> clear(Visitor visitor, String record, @Body Cleared body) {
    visitor.require(Role.RELEASE_OFFICER);
    redactions.clear(RecordId.parse(record), RevisionId.parse(body.revision()), visitor.name());
    return HttpResponse.noContent();
  }

  private RedactionView viewOf(RecordId id) {
    Accepted record = redactions.find(id);
    return RedactionView.of(record, redactions.isCleared(record), redactions.proposal(record));
  }

  /**
   * A correction: {@code mask} is the text to take out wherever it stands in the field; where it is
   * empty, the span that begins at {@code from} is restored.
   */
  @Serdeable
  record Correction(String revision, String field, String mask, int from, String reason) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Correction[]";
    }
  }

  /** The revision that was read, in hexadecimal. */
  @Serdeable
  record Cleared(String revision) {}
}
