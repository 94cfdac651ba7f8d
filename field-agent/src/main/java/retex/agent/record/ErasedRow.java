package retex.agent.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.ErasureOrder;
import retex.contract.Micros;
import retex.contract.RecordId;

/** A record that was erased, and by which order; {@code at} in microseconds since 1970. */
@MappedEntity("erased")
record ErasedRow(@Id String record, String origin, long at, byte[] signature, boolean scrubbed) {

  static ErasedRow of(RecordId record, ErasureOrder order) {
    return new ErasedRow(
        record.toString(),
        order.record().toString(),
        Micros.of(order.at()),
        order.signature(),
        false);
  }

  ErasureOrder order() {
    return new ErasureOrder(RecordId.parse(origin), Micros.instant(at), signature);
  }
}
