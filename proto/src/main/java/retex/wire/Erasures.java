package retex.wire;

import com.google.protobuf.ByteString;
import java.util.Optional;
import retex.contract.ErasureOrder;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.proto.sync.v1.CompactEntry;
import retex.proto.sync.v1.Letter;

/** Orders to erase a record as they cross a link. */
public final class Erasures {

  private Erasures() {}

  public static retex.proto.sync.v1.ErasureOrder message(ErasureOrder order) {
    return retex.proto.sync.v1.ErasureOrder.newBuilder()
        .setRecordId(ByteString.copyFrom(order.record().bytes()))
        .setAtMicros(Micros.of(order.at()))
        .setSignature(ByteString.copyFrom(order.signature()))
        .build();
  }

  static Optional<ErasureOrder> order(CompactEntry entry) {
    return entry.hasErasure() ? Optional.of(order(entry.getErasure())) : Optional.empty();
  }

  /** The order in a letter; empty where there is none. */
  public static Optional<ErasureOrder> order(Letter letter) {
    return letter.hasErasure() ? Optional.of(order(letter.getErasure())) : Optional.empty();
  }

  private static ErasureOrder order(retex.proto.sync.v1.ErasureOrder it) {
    return new ErasureOrder(
        RecordId.of(it.getRecordId().toByteArray()),
        Micros.instant(it.getAtMicros()),
        it.getSignature().toByteArray());
  }
}
