package retex.agent.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.Entry;

/** One entry of the log as stored: its two byte strings, and what finds it. Never changed. */
@MappedEntity("revision")
record RevisionRow(
    @Id String id, int epoch, long number, String record, byte[] canonical, byte[] payload) {

  static RevisionRow of(Entry entry) {
    var revision = entry.revision();
    return new RevisionRow(
        revision.id().hex(),
        revision.log().epoch(),
        revision.number(),
        revision.record().toString(),
        revision.canonical(),
        entry.payloadBytes());
  }

  Entry entry() {
    return Entry.parse(canonical, payload);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "RevisionRow[" + id + "]";
  }
}
