package retex.agent.sync;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retex.agent.record.Log;
import retex.contract.Entry;
import retex.proto.sync.v1.Batch;
import retex.wire.EntryBatch;
import retex.wire.FrameEncoder;
import retex.wire.HeadMessages;

/**
 * Cuts the log, from a number on, into batches of one compressed stream. A batch is small enough
 * that a cut loses a few seconds of sending on a narrow link. Not for use by several threads.
 */
final class Outbox implements AutoCloseable {

  private static final int MOST_ENTRIES = 64;
  private static final int MOST_BYTES = 96 * 1024; // before compression; about 3 s at 64 kbit/s

  private final Log log;
  private final FrameEncoder frames = new FrameEncoder();
  private long next;

  Outbox(Log log, long next) {
    this.log = log;
    this.next = next;
  }

  long next() {
    return next;
  }

  void goOnFrom(long number) {
    next = number;
  }

  /** The next batch, or empty at the end of the log. */
  Optional<Batch> batch() {
    List<Entry> waiting = log.after(next - 1, MOST_ENTRIES);
    var entries = new ArrayList<Entry>();
    int bytes = 0;
    for (Entry entry : waiting) {
      bytes += EntryBatch.sizeOf(entry);
      if (!entries.isEmpty() && bytes > MOST_BYTES) {
        break;
      }
      entries.add(entry);
    }
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    long first = next;
    next += entries.size();
    var batch =
        Batch.newBuilder()
            .setFirstNumber(first)
            .setFrame(ByteString.copyFrom(frames.frame(EntryBatch.encode(entries))));
    log.heads(next - 1, next - 1).forEach(head -> batch.setHead(HeadMessages.message(head)));
    return Optional.of(batch.build());
  }

  @Override
  public void close() {
    frames.close();
  }
}
