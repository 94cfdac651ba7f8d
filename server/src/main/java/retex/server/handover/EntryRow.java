package retex.server.handover;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.nio.ByteBuffer;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.ErasureOrder;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.Revision;

/**
 * An entry in quarantine; {@code arrivedAt} in microseconds since 1970. Where the payload was
 * erased and the laptop said by which order, {@code erasure} holds it: the record, the time in
 * microseconds and the signature.
 */
@MappedEntity("hand_over_entry")
record EntryRow(
    @Id String id,
    String device,
    int epoch,
    long number,
    String record,
    byte[] canonical,
    byte[] payload,
    byte[] erasure,
    long arrivedAt) {

  private static final int ID = 16; // bytes of a record id
  private static final int SIGNATURE = 64;

  /** {@code isErased}: it was here that the payload was erased, so it is dropped again. */
  static EntryRow of(Entry entry, boolean isErased, long arrivedAt) {
    Revision revision = entry.revision();
    return new EntryRow(
        revision.id().hex(),
        revision.log().device().hex(),
        revision.log().epoch(),
        revision.number(),
        revision.record().toString(),
        revision.canonical(),
        isErased ? new byte[0] : entry.payloadBytes(),
        entry.erasure().map(EntryRow::bytes).orElseGet(() -> new byte[0]),
        arrivedAt);
  }

  Revision revision() {
    return Revision.parse(canonical);
  }

  boolean isErased() {
    return payload.length == 0;
  }

  Entry entry() {
    return isErased() ? Entry.erased(revision(), order()) : Entry.parse(canonical, payload);
  }

  private Optional<ErasureOrder> order() {
    if (erasure.length == 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(erasure);
    byte[] record = new byte[ID];
    byte[] signature = new byte[SIGNATURE];
    bytes.get(record);
    long at = bytes.getLong();
    bytes.get(signature);
    return Optional.of(new ErasureOrder(RecordId.of(record), Micros.instant(at), signature));
  }

  private static byte[] bytes(ErasureOrder order) {
    return ByteBuffer.allocate(ID + Long.BYTES + SIGNATURE)
        .put(order.record().bytes())
        .putLong(Micros.of(order.at()))
        .put(order.signature())
        .array();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "EntryRow[" + id + "]";
  }
}
