package retex.server.record;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.RecordId;
import retex.contract.Revision;

/**
 * What a laptop does not have of its own records: revisions of another epoch behind the fork, of a
 * copy of it, or of headquarters. Safe for use by several threads.
 */
@Singleton
public final class Elsewhere {

  private final RevisionRows revisions;
  private final LogRows logs;
  private final HeadquartersLog headquarters;

  Elsewhere(RevisionRows revisions, LogRows logs, HeadquartersLog headquarters) {
    this.revisions = revisions;
    this.logs = logs;
    this.headquarters = headquarters;
  }

  /**
   * Revisions of records in which this log's device has a part, that this log does not hold. Nobody
   * has a part by a revision that does not hang together with the record's first.
   */
  public List<Entry> of(LogId log) {
    Map<Integer, Long> shared = shared(log);
    String device = log.device().hex();
    Map<String, List<RevisionRow>> records =
        revisions.parted(device).stream()
            .collect(groupingBy(RevisionRow::record, LinkedHashMap::new, toList()));
    return records.values().stream()
        .map(Rooted::of)
        .filter(rows -> rows.stream().anyMatch(row -> row.device().equals(device)))
        .flatMap(List::stream)
        .filter(row -> !row.isErased())
        .filter(
            row ->
                !row.device().equals(device) || row.number() > shared.getOrDefault(row.epoch(), 0L))
        .map(RevisionRow::entry)
        .toList();
  }

  /**
   * The laptops that have a part in a record, headquarters left out. Where its first revision has
   * not come, nobody can be told from an intruder: only who wrote what it says now.
   */
  public List<DeviceId> laptopsOf(RecordId record) {
    List<RevisionRow> all = revisions.ofRecord(record.toString());
    List<Revision> rooted = Rooted.of(all).stream().map(RevisionRow::revision).toList();
    List<Revision> heads = Rooted.heads(all).stream().map(Entry::revision).toList();
    return (rooted.isEmpty() ? heads.subList(Math.max(0, heads.size() - 1), heads.size()) : rooted)
        .stream()
            .map(it -> it.log().device())
            .filter(it -> !it.equals(headquarters.device()))
            .distinct()
            .sorted(Comparator.comparing(DeviceId::hex))
            .toList();
  }

  /** Up to which number the laptop that writes this log has each epoch of its device. */
  private Map<Integer, Long> shared(LogId log) {
    Map<Integer, Long> shared = new HashMap<>();
    shared.put(log.epoch(), Long.MAX_VALUE);
    Optional<EpochOpeningRow> opening = logs.opening(log.device().hex(), log.epoch());
    while (opening.isPresent()) {
      shared.put(opening.get().forkedEpoch(), opening.get().forkNumber());
      opening = logs.opening(log.device().hex(), opening.get().forkedEpoch());
    }
    return shared;
  }
}
