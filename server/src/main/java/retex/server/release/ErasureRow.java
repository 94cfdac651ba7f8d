package retex.server.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A request to erase a record, as stored. */
@MappedEntity("erasure_request")
record ErasureRow(
    @Id String id,
    String record,
    String state,
    String reason,
    String asker,
    long askedAt,
    String decider,
    long decidedAt) {

  /** Without the reason. */
  @Override
  public String toString() {
    return "ErasureRow[" + id + "]";
  }
}
