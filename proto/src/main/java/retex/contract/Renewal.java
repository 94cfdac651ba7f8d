package retex.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries of a log that has forked, written again behind another end of a log: the same payloads,
 * authors, times and order. A record that began among them has its id derived from its new place,
 * and what follows it names that id and the new revisions. Pure.
 */
public final class Renewal {

  private Renewal() {}

  /** The same entries behind {@code tip}. */
  public static List<Entry> of(List<Entry> entries, LogTip tip) {
    var renewed = new ArrayList<Entry>();
    Map<RecordId, RecordId> records = new HashMap<>();
    Map<RevisionId, RevisionId> revisions = new HashMap<>();
    LogTip end = tip;
    for (Entry entry : entries) {
      Revision old = entry.revision();
      RecordId record =
          old.isFirst()
              ? RecordId.derive(end.log(), end.number() + 1, old.writtenAt())
              : records.getOrDefault(old.record(), old.record());
      Revision moved =
          LogWriter.revision(
              end,
              record,
              old.parents().stream().map(it -> revisions.getOrDefault(it, it)).toList(),
              old.author(),
              old.instrument(),
              old.writtenAt(),
              old.kind(),
              old.payloadHash());
      Entry again =
          entry.isErased()
              ? Entry.erased(moved, entry.erasure())
              : new Entry(moved, entry.payloadBytes());
      records.put(old.record(), record);
      revisions.put(old.id(), again.revision().id());
      renewed.add(again);
      end = LogTip.at(again.revision());
    }
    return renewed;
  }
}
