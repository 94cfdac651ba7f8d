package retex.server.redaction;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
  private final Proposals proposals;
  private final Corrections corrections;

  RedactionResource(Redactions redactions, Proposals proposals, Corrections corrections) {
    this.redactions = redactions;
    this.proposals = proposals;
    this.corrections = corrections;
  }

  /** The redaction as it stands, each span with its reason, and the decisions in force. */
  @Get
  RedactionView view(Visitor visitor, String record) {
    visitor.require(Role.RELEASE_OFFICER);
    return viewOf(RecordId.parse(record));
  }

  /**
   * Decides about a place. An un-masking needs a reason and takes effect once a second officer
   * agrees; everything else takes effect at once. What masks more is decided on a cleared record as
   * well, and takes its clearance back.
   */
  @Post("/decisions")
  RedactionView decide(Visitor visitor, String record, @Body Order body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    body.form().order(corrections, id, RevisionId.parse(body.revision()), visitor.name());
    return viewOf(id);
  }

  /** A second officer agrees to an un-masking; 403 for the one who asked for it. */
  @Post("/decisions/{decision}/agreement")
  RedactionView agree(Visitor visitor, String record, String decision, @Body Read body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    corrections.agree(id, RevisionId.parse(body.revision()), decision, visitor.name());
    return viewOf(id);
  }

  /** An officer does not agree to an un-masking: the place stays masked. */
  @Post("/decisions/{decision}/refusal")
  RedactionView decline(Visitor visitor, String record, String decision, @Body Read body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    corrections.decline(id, RevisionId.parse(body.revision()), decision, visitor.name());
    return viewOf(id);
  }

  /** The officer who decided takes it back; 403 for another. */
  @Post("/decisions/{decision}/undoing")
  RedactionView undo(Visitor visitor, String record, String decision, @Body Read body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    corrections.undo(id, RevisionId.parse(body.revision()), decision, visitor.name());
    return viewOf(id);
  }

  /**
   * Clears the redaction: an officer has read all of it; 409 while an un-masking waits, or where
   * {@code read} is not what the redaction says now.
   */
  @Post("/clearance")
  HttpResponse<Void> clear(Visitor visitor, String record, @Body Cleared body) {
    visitor.require(Role.RELEASE_OFFICER);
    redactions.clear(
        RecordId.parse(record), RevisionId.parse(body.revision()), body.read(), visitor.name());
    return HttpResponse.noContent();
  }

  /** Takes a clearance back: nothing of the record is told until it is cleared anew. */
  @Post("/clearance/undoing")
  RedactionView reopen(Visitor visitor, String record, @Body Read body) {
    visitor.require(Role.RELEASE_OFFICER);
    RecordId id = RecordId.parse(record);
    redactions.reopen(id, RevisionId.parse(body.revision()), visitor.name());
    return viewOf(id);
  }

  private RedactionView viewOf(RecordId id) {
    Accepted record = redactions.find(id);
    return RedactionView.of(
        redactions.shown(record), redactions.isCleared(record), proposals.decided(record));
  }

  /**
   * What is decided: {@code action} is accept, category, word-before, word-after, sentence or
   * unmask about the span from {@code from} to {@code to}, or mask about {@code text}, wherever it
   * stands in the field. {@code scope} is place, record (all fields that read the same) or open
   * (all records that are not cleared as well).
   */
  @Serdeable
  record Order(
      String revision,
      String action,
      String field,
      @Nullable Integer from,
      @Nullable Integer to,
      @Nullable String text,
      @Nullable String category,
      @Nullable String reason,
      @Nullable String scope) {

    DeskForm form() {
      return new DeskForm(
          action,
          field,
          Objects.requireNonNullElse(from, -1),
          Objects.requireNonNullElse(to, -1),
          Objects.requireNonNullElse(text, ""),
          Objects.requireNonNullElse(category, ""),
          Objects.requireNonNullElse(reason, ""),
          Objects.requireNonNullElse(scope, ""));
    }

    /** Without the text. */
    @Override
    public String toString() {
      return "Order[" + action + "]";
    }
  }

  /** What was read: the revision, and the hash that the redaction came with. */
  @Serdeable
  record Cleared(String revision, String read) {}

  /** The revision that was read, in hexadecimal. */
  @Serdeable
  record Read(String revision) {}
}
