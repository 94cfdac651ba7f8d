package retex.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import retex.contract.Entry;
import retex.proto.sync.v1.BatchContent;

/** Batches that no program of ours writes. */
public final class SomeBatch {

  private SomeBatch() {}

  /** One whose last entry breaks a field's rule. */
  public static byte[] withoutLastAuthor(List<Entry> entries) {
    try {
      var content =
          BatchContent.parseFrom(ColumnReader.read(EntryBatch.encode(entries), 1 << 20))
              .toBuilder();
      content.getEntriesBuilder(entries.size() - 1).setAuthor("");
      return ColumnWriter.write(content.build(), (message, field) -> Optional.empty());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
