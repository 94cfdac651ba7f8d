package retex.server.record;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.Revision;
import retex.contract.RevisionId;
import retex.server.key.ServerKeys;

/**
 * Every revision ever acknowledged: the truth from which all projections can be made again.
 * Append-only: there is no change and no deletion, and triggers in the schema refuse both. Assumes
 * that entries were verified. Safe for use by several threads; appending joins the caller's
 * transaction.
 */
@Singleton
public final class Revisions {

  private final RevisionRows rows;
  private final HeadRows heads;
  private final TombstoneRows tombstones;
  private final ServerKeys keys;
  private final Projection projection;
  private final Inserts inserts;
  private final TransactionOperations<Connection> transactions;

  Revisions(
      RevisionRows rows,
      HeadRows heads,
      TombstoneRows tombstones,
      ServerKeys keys,
      Projection projection,
      Inserts inserts,
      TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.heads = heads;
    this.tombstones = tombstones;
    this.keys = keys;
    this.projection = projection;
    this.inserts = inserts;
    this.transactions = transactions;
  }

  /**
   * Adds entries of one log in its order and brings the projections up to date. The unique key
   * (device, epoch, number) makes a repeat fail whole. Answers those whose payload came although it
   * was erased: it was dropped, and whoever sent it has to hear of the order.
   */
  public Set<RevisionId> append(List<Arrival> arrivals, Instant receivedAt) {
    return transactions.executeWrite(
        status -> {
          boolean someErased = tombstones.areAny();
          var kept = new ArrayList<RevisionRow>();
          var living = new ArrayList<Arrival>();
          var buried = new ArrayList<TombstoneRow>();
          var dropped = new HashSet<RevisionId>();
          for (Arrival arrival : arrivals) {
            Entry entry = arrival.entry();
            Optional<Erasure> erased =
                someErased ? erased(entry.revision()).map(TombstoneRow::erasure) : Optional.empty();
            if (entry.isErased() && erased.isEmpty()) {
              erased = Optional.of(Erasure.remembered());
            }
            RevisionRow row = row(entry, erased.isPresent(), receivedAt);
            kept.add(row);
            erased.ifPresentOrElse(
                it -> buried.add(tombstone(it, row, arrival, receivedAt)),
                () -> living.add(arrival));
            if (erased.isPresent() && !entry.isErased()) {
              dropped.add(entry.revision().id());
            }
          }
          inserts.revisions(kept);
          buried.forEach(tombstones::save);
          living.forEach(arrival -> quarantine(arrival, receivedAt));
          projection.take(living, receivedAt);
          return Set.copyOf(dropped);
        });
  }

  /** Whether a payload that did not come was erased by an order of this server, held or proven. */
  public boolean isErased(Entry entry) {
    return erased(entry.revision()).isPresent()
        || entry.erasure().filter(it -> it.isBy(keys.of("bundle").publicKey())).isPresent();
  }

  /** Keeps a head that was checked; one that is kept already is left alone. */
  public void appendHead(Head head) {
    String device = head.log().device().hex();
    int epoch = head.log().epoch();
    transactions.executeWrite(
        status -> {
          if (heads.count(device, epoch, head.number()) == 0) {
            heads.save(HeadRow.of(head));
          }
          return head;
        });
  }

  /** The heads kept of a log, in its order. */
  public List<Head> heads(LogId log) {
    return heads.ofLog(log.device().hex(), log.epoch()).stream().map(HeadRow::head).toList();
  }

  /** Where a log ends here. */
  public LogTip tip(LogId log) {
    return rows.last(log.device().hex(), log.epoch())
        .map(row -> LogTip.at(row.revision()))
        .orElseGet(() -> LogTip.empty(log));
  }

  /** The revision that holds a number of a log; its payload may have been erased. */
  public Optional<Revision> at(LogId log, long number) {
    return rows.at(log.device().hex(), log.epoch(), number).map(RevisionRow::revision);
  }

  /** A revision with its payload; empty for an unknown or erased one. */
  public Optional<Entry> find(RevisionId revision) {
    return rows.find(revision.hex()).filter(row -> !row.isErased()).map(RevisionRow::entry);
  }

  public boolean holds(RevisionId revision) {
    return rows.countOf(revision.hex()) > 0;
  }

  /** All revisions of a record in the order of commitment; empty for an unknown or erased one. */
  public List<Entry> of(RecordId record) {
    return rows.ofRecord(record.toString()).stream()
        .filter(row -> !row.isErased())
        .map(RevisionRow::entry)
        .toList();
  }

  private static RevisionRow row(Entry entry, boolean isErased, Instant receivedAt) {
    var revision = entry.revision();
    return new RevisionRow(
        revision.id().hex(),
        revision.record().toString(),
        revision.log().device().hex(),
        revision.log().epoch(),
        revision.number(),
        revision.canonical(),
        isErased ? new byte[0] : entry.payloadBytes(),
        Micros.of(receivedAt));
  }

  private TombstoneRow tombstone(
      Erasure erasure, RevisionRow row, Arrival arrival, Instant receivedAt) {
    return TombstoneRow.signed(
        keys.of("tombstone"),
        row,
        hash(arrival.entry().revision()),
        erasure,
        Micros.of(receivedAt));
  }

  /** Whether the first revision of a record was kept aside as one that is here already. */
  public boolean isBegunAside(RecordId record) {
    return rows.keptAside(record.toString(), Quarantine.REPEATED).stream()
        .map(RevisionRow::revision)
        .anyMatch(Revision::isFirst);
  }

  private void quarantine(Arrival arrival, Instant receivedAt) {
    String revision = arrival.entry().revision().id().hex();
    arrival.faults().stream()
        .findFirst()
        .ifPresent(
            it ->
                rows.quarantine(revision, it.code(), Column.of(it.where()), Micros.of(receivedAt)));
  }

  /** What was erased is not revived: neither a record, nor a payload that comes in another. */
  private Optional<TombstoneRow> erased(Revision revision) {
    boolean isWithdrawal = revision.kind() == RecordKind.WITHDRAWAL; // a few words that recur
    return tombstones.of(revision.record().toString(), isWithdrawal ? "" : hash(revision));
  }

  private static String hash(Revision revision) {
    return HexFormat.of().formatHex(revision.payloadHash());
  }
}
