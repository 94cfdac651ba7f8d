package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.Entry;

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

  Entry entry() {
    return Entry.parse(canonical, payload);
  }
}
