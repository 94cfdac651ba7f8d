package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.Entry;
import retex.contract.Revision;

/** A row of the table {@code revision}; its position is given by the database. */
@MappedEntity("revision")
record RevisionRow(
    @Id String id,
    String record,
    String device,
    int epoch,
    long number,
    byte[] canonical,
    byte[] payload,
    long receivedAt) {

  /** Whether its payload was erased; its envelope is all that is left. */
  boolean isErased() {
    return payload.length == 0;
  }

  Revision revision() {
    return Revision.parse(canonical);
  }

  Entry entry() {
    return Entry.parse(canonical, payload);
  }
}
