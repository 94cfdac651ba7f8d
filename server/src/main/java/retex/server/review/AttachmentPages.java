package retex.server.review;

import static retex.server.review.ReviewRefusal.RECORD_UNKNOWN;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import retex.contract.Attachment;
import retex.contract.FileHash;
import retex.contract.RecordId;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.record.Attachments;

/**
 * A photograph or document of a record, to those who may read the record. Only the two types that
 * the contract knows are ever sent; a document is saved and not opened here; nothing in either
 * runs.
 */
@Controller("/records/{record}/attachments/{hash}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AttachmentPages {

  private final Attachments attachments;

  AttachmentPages(Attachments attachments) {
    this.attachments = attachments;
  }

  @Get
  HttpResponse<byte[]> file(Visitor visitor, String record, String hash) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER);
    Attachments.Content file;
    try {
      file =
          attachments
              .find(RecordId.parse(record), FileHash.parse(hash))
              .orElseThrow(() -> RECORD_UNKNOWN.at("").asException());
    } catch (RefusedException malformed) {
      throw RECORD_UNKNOWN.at("").asException();
    }
    boolean isPhotograph = file.mediaType().equals(Attachment.JPEG);
    return HttpResponse.ok(file.bytes())
        .contentType(MediaType.of(isPhotograph ? Attachment.JPEG : Attachment.PDF))
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Cache-Control", "private, no-store")
        .header(
            "Content-Disposition",
            isPhotograph ? "inline" : "attachment; filename=\"document.pdf\"");
  }
}
