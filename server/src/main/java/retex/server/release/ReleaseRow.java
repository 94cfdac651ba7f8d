package retex.server.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A release as stored. Its content is never changed; instants in microseconds since 1970. */
@MappedEntity("feedback_release")
record ReleaseRow(
    @Id String id,
    String provider,
    String language,
    String state,
    byte[] content,
    String contentHash,
    String permitted,
    String records,
    String proposer,
    long proposedAt,
    String approver,
    long approvedAt) {

  /** Without content. */
  @Override
  public String toString() {
    return "ReleaseRow[" + id + "]";
  }
}
