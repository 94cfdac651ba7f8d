package retex.agent.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.Entry;

/** A row of the table {@code revision_elsewhere}. */
@MappedEntity("revision_elsewhere")
record ElsewhereRow(@Id String id, String record, byte[] canonical, byte[] payload) {

  static ElsewhereRow of(Entry entry) {
    var revision = entry.revision();
    return new ElsewhereRow(
        revision.id().hex(),
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
    return "ElsewhereRow[" + id + "]";
  }
}
