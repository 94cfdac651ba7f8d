package retex.exchange;

import java.util.List;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.wire.EntryBatch;

/** A batch that has been unpacked. */
record Arrived(Batch batch, LogTip before, byte[] content) {

  List<Entry> entries() {
    return EntryBatch.decode(before, content);
  }

  /** What can be read of it, where not all can. Refuses what is no batch at all. */
  EntryBatch.Beginning beginning() {
    return EntryBatch.beginning(before, content);
  }

  /** Whether {@code tip} is one of the entries that can be read of it. */
  boolean holds(LogTip tip) {
    try {
      return beginning().entries().stream()
          .anyMatch(it -> tip.revision().equals(Optional.of(it.revision().id())));
    } catch (RefusedException noBatch) {
      return false;
    }
  }

  /** Whether a beginning of it may be good though the whole was refused. */
  boolean begins(SyncRefusal why) {
    return switch (why) {
      case SYNC_REFUSAL_HEAD_MISMATCH, SYNC_REFUSAL_BAD_SIGNATURE -> true;
      case SYNC_REFUSAL_MALFORMED -> {
        try {
          yield !beginning().entries().isEmpty();
        } catch (RefusedException noBatch) {
          yield false;
        }
      }
      default -> false;
    };
  }

  Head head(List<Entry> entries) {
    var last = entries.get(entries.size() - 1).revision();
    return new Head(last.log(), last.number(), last.id(), batch.getSignature().toByteArray());
  }
}
