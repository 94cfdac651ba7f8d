package retex.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entries of a log that has forked, written again behind another end of a log: the same payloads,
 * authors, times and order. A record that began among them has its id derived from its new place,
 * and what follows it names that id and the new revisions. Pure.
 */
public final class Renewal {

  private Renewal() {}

  /** The same entries behind {@code tip}. */
  public static List<Entry> of(List<Entry> entries, LogTip tip) {
    return of(entries, tip, List.of());
  }

  /**
   * The same entries behind {@code tip}, without those that stand there already: a copy of the
   * laptop may have written them again before. What follows one of those names its ids.
   */
  public static List<Entry> of(List<Entry> entries, LogTip tip, List<Revision> there) {
    var renewed = new ArrayList<Entry>();
    Map<RecordId, RecordId> records = new HashMap<>();
    Map<RevisionId, RevisionId> revisions = new HashMap<>();
    LogTip end = tip;
    for (Entry entry : entries) {
      Revision old = entry.revision();
      Optional<Revision> same = there.stream().filter(it -> isRepeat(it, old)).findFirst();
      if (same.isPresent()) {
        records.put(old.record(), same.get().record());
        revisions.put(old.id(), same.get().id());
        continue;
      }
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

  /**
   * Whether two revisions of different epochs of one device are the same one, written again: all
   * that is kept is equal.
   */
  public static boolean isRepeat(Revision second, Revision first) {
    return second.log().device().equals(first.log().device())
        && second.log().epoch() != first.log().epoch()
        && second.isFirst() == first.isFirst()
        && second.kind() == first.kind()
        && second.writtenAt().equals(first.writtenAt())
        && second.author().equals(first.author())
        && second.instrument().equals(first.instrument())
        && Arrays.equals(second.payloadHash(), first.payloadHash());
  }
}
