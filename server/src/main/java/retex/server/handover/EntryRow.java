package retex.server.handover;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.Revision;

/** An entry in quarantine; {@code arrivedAt} in microseconds since 1970. */
@MappedEntity("hand_over_entry")
record EntryRow(
    @Id String id,
    String device,
    int epoch,
    long number,
    String record,
    byte[] canonical,
    byte[] payload,
    long arrivedAt) {

  static EntryRow of(Entry entry, long arrivedAt) {
    Revision revision = entry.revision();
    return new EntryRow(
        revision.id().hex(),
        revision.log().device().hex(),
        revision.log().epoch(),
        revision.number(),
        revision.record().toString(),
        revision.canonical(),
        entry.payloadBytes(),
        arrivedAt);
  }

  Revision revision() {
    return Revision.parse(canonical);
  }

  boolean isErased() {
    return payload.length == 0;
  }

  Entry entry() {
    return isErased()
        ? Entry.erased(revision(), Optional.empty())
        : Entry.parse(canonical, payload);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "EntryRow[" + id + "]";
  }
}
