package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.Revision;
import retex.wire.EntryBatch;

/** A laptop's own entries, as headquarters gives them back. */
final class OwnEntries {

  private static final int RAW_BYTES_AN_ENTRY = 3_000; // a batch of large entries holds fewer

  private OwnEntries() {}

  /** Those of a batch behind {@code before}; refuses where its head is not of {@code publicKey}. */
  static List<Entry> of(LogTip before, byte[] content, ByteString signature, byte[] publicKey) {
    List<Entry> entries = EntryBatch.decode(before, content);
    LogTip end = LogTip.at(entries.get(entries.size() - 1).revision());
    var head =
        new Head(end.log(), end.number(), end.revision().orElseThrow(), signature.toByteArray());
    LogVerifier.vouches(head, end, publicKey);
    return entries;
  }

  /** The number of the first of them that is another one here; empty where all are the same. */
  static OptionalLong firstOther(List<Entry> theirs, LogTip tip, LaptopStore store) {
    return theirs.stream()
        .map(Entry::revision)
        .filter(it -> it.number() <= tip.number())
        .filter(it -> !store.at(it.number()).flatMap(LogTip::revision).equals(Optional.of(it.id())))
        .mapToLong(Revision::number)
        .findFirst();
  }

  /** Entries from a number on for a batch: one of large entries holds fewer. */
  static List<Entry> batch(LaptopStore store, long first, int atMost) {
    var entries = new ArrayList<Entry>();
    int bytes = 0;
    for (Entry entry : store.after(first - 1, atMost)) {
      bytes += EntryBatch.sizeOf(entry);
      if (!entries.isEmpty() && bytes > RAW_BYTES_AN_ENTRY * atMost) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }
}
