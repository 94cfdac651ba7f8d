package retex.server.record;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.ErasureOrder;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.Revision;
import retex.server.key.ServerKeys;

/**
 * The revisions seen as what they came in: logs of devices and epochs. For use by several threads.
 */
@Singleton
public final class Logs {

  private static final int MILLISECONDS = 13; // characters of a UUIDv7, with the hyphen
  private static final String AFTER_HEX = "g"; // sorts behind whatever goes on in hexadecimal

  private final LogRows rows;
  private final Revisions revisions;
  private final TombstoneRows tombstones;
  private final ServerKeys keys;
  private final TransactionOperations<Connection> transactions;

  Logs(
      LogRows rows,
      Revisions revisions,
      TombstoneRows tombstones,
      ServerKeys keys,
      TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.revisions = revisions;
    this.tombstones = tombstones;
    this.keys = keys;
    this.transactions = transactions;
  }

  /** Number of the last entry of each epoch of a device that has any. */
  public Map<Integer, Long> ends(DeviceId device) {
    var ends = new TreeMap<Integer, Long>();
    for (int epoch : rows.epochs(device.hex())) {
      ends.put(epoch, revisions.tip(new LogId(device, epoch)).number());
    }
    return ends;
  }

  /** Whether the device opened this epoch. */
  public boolean isOpen(LogId log) {
    return rows.openings(log.device().hex(), log.epoch()) > 0;
  }

  /** Keeps an opening that was checked; the first one of an epoch stays. */
  public void open(EpochOpening opening) {
    transactions.executeWrite(
        status -> {
          if (!isOpen(opening.opened())) {
            rows.save(EpochOpeningRow.of(opening));
          }
          return opening;
        });
  }

  /** Whether the device opened any epoch, so that one of its entries may stand in two. */
  public boolean isForked(DeviceId device) {
    return rows.openings(device.hex()) > 0;
  }

  /** Revisions in other epochs of the device, of records that began in the same millisecond. */
  public List<Revision> alike(Revision it) {
    String beginning = it.record().toString().substring(0, MILLISECONDS);
    return rows
        .alike(it.log().device().hex(), it.log().epoch(), beginning, beginning + AFTER_HEX)
        .stream()
        .map(RevisionRow::revision)
        .toList();
  }

  /** Entries from number to number, inclusive; an erased one with the order. */
  public List<Entry> between(LogId log, long from, long to) {
    return rows.between(log.device().hex(), log.epoch(), from, to).stream()
        .map(row -> row.isErased() ? erased(row) : row.entry())
        .toList();
  }

  private Entry erased(RevisionRow row) {
    return Entry.erased(
        row.revision(),
        tombstones
            .findById(row.id())
            .map(
                it ->
                    ErasureOrder.sign(
                        keys.of("bundle"), RecordId.parse(it.record()), Micros.instant(it.at()))));
  }

  /** The first head kept at or after a number. */
  public Optional<Head> headFrom(LogId log, long number) {
    return rows.headFrom(log.device().hex(), log.epoch(), number).map(HeadRow::head);
  }
}
