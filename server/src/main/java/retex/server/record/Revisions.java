package retex.server.record;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;

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
  private final Projection projection;
  private final TransactionOperations<Connection> transactions;

  Revisions(
      RevisionRows rows,
      HeadRows heads,
      Projection projection,
      TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.heads = heads;
    this.projection = projection;
    this.transactions = transactions;
  }

  /**
   * Adds entries of one log in its order and brings the projections up to date. The unique key
   * (device, epoch, number) makes a repeat fail whole.
   */
  public void append(List<Arrival> arrivals, Instant receivedAt) {
    transactions.executeWrite(
        status -> {
          arrivals.forEach(arrival -> append(arrival, receivedAt));
          return arrivals.size();
        });
  }

  /** Keeps a head that was checked; one that is kept already is left alone. */
  public void appendHead(Head head) {
    String device = head.log().device().hex();
    int epoch = head.log().epoch();
    transactions.executeWrite(
        status -> {
          if (heads.count(device, epoch, head.number()) == 0) {
            heads.save(
                new HeadRow(device, epoch, head.number(), head.revision().hex(), head.signature()));
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
        .map(row -> LogTip.at(row.entry().revision()))
        .orElseGet(() -> LogTip.empty(log));
  }

  /** The entry that holds a number of a log. */
  public Optional<Entry> at(LogId log, long number) {
    return rows.at(log.device().hex(), log.epoch(), number).map(RevisionRow::entry);
  }

  public Optional<Entry> find(RevisionId revision) {
    return rows.find(revision.hex()).map(RevisionRow::entry);
  }

  public boolean holds(RevisionId revision) {
    return rows.countOf(revision.hex()) > 0;
  }

  /** All revisions of a record in the order of commitment; empty for an unknown record. */
  public List<Entry> of(RecordId record) {
    return rows.ofRecord(record.toString()).stream().map(RevisionRow::entry).toList();
  }

  private void append(Arrival arrival, Instant receivedAt) {
    Entry entry = arrival.entry();
    var revision = entry.revision();
    rows.save(
        new RevisionRow(
            revision.id().hex(),
            revision.record().toString(),
            revision.log().device().hex(),
            revision.log().epoch(),
            revision.number(),
            revision.canonical(),
            entry.payloadBytes(),
            Micros.of(receivedAt)));
    var fault = arrival.faults().stream().findFirst();
    fault.ifPresent(
        it -> rows.quarantine(revision.id().hex(), it.code(), it.where(), Micros.of(receivedAt)));
    projection.take(entry, receivedAt, fault);
  }
}
