package retex.server.record;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.RecordId;

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

  /** Revisions of records in which this log's device has a part, that this log does not hold. */
  public List<Entry> of(LogId log) {
    Map<Integer, Long> shared = shared(log);
    String device = log.device().hex();
    return revisions.parted(device).stream()
        .filter(row -> !row.isErased())
        .filter(
            row ->
                !row.device().equals(device) || row.number() > shared.getOrDefault(row.epoch(), 0L))
        .map(RevisionRow::entry)
        .toList();
  }

  /** The laptops that have a part in a record, headquarters left out. */
  public List<DeviceId> laptopsOf(RecordId record) {
    return revisions.devices(record.toString()).stream()
        .map(DeviceId::parse)
        .filter(it -> !it.equals(headquarters.device()))
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
