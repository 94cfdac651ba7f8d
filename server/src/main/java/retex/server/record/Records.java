package retex.server.record;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.Entry;
import retex.contract.Micros;
import retex.contract.RecordId;

/**
 * Records as their newest revisions say, made from {@link Revisions} and makeable again. Safe for
 * use by several threads.
 */
@Singleton
public final class Records {

  private static final Logger LOG = LoggerFactory.getLogger(Records.class);

  private static final int BATCH = 500;

  /** Grows when the projections are made otherwise; 2: what a device with a part wrote counts. */
  private static final int VERSION = 2;

  private static final Counted NOTHING = new Counted(0, 0);

  private final RecordRows rows;
  private final RevisionRows revisions;
  private final TombstoneRows tombstones;
  private final Projection projection;
  private final TransactionOperations<Connection> transactions;
  private volatile Counted counted = NOTHING;

  Records(
      RecordRows rows,
      RevisionRows revisions,
      TombstoneRows tombstones,
      Projection projection,
      TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.revisions = revisions;
    this.tombstones = tombstones;
    this.projection = projection;
    this.transactions = transactions;
  }

  public Optional<StoredRecord> find(RecordId record) {
    return rows.findById(record.toString()).map(RecordRow::stored);
  }

  /** Those of these that are stored, by their ids: one query for each 500. */
  public Map<RecordId, StoredRecord> find(Collection<RecordId> records) {
    List<String> ids = records.stream().map(RecordId::toString).distinct().toList();
    var found = new HashMap<RecordId, StoredRecord>();
    for (int from = 0; from < ids.size(); from += BATCH) {
      rows.findByIdIn(ids.subList(from, Math.min(from + BATCH, ids.size()))).stream()
          .map(RecordRow::stored)
          .forEach(it -> found.put(it.id(), it));
    }
    return found;
  }

  /** Every record that was erased. */
  public Set<RecordId> erased() {
    return tombstones.records().stream().map(RecordId::parse).collect(Collectors.toSet());
  }

  /** Every record, the latest arrival first. */
  public List<StoredRecord> all() {
    return rows.listOrderByReceivedAtDescAndId().stream().map(RecordRow::stored).toList();
  }

  /** Whether a record was erased: it is in no projection then, and no payload of it is left. */
  public boolean isErased(RecordId record) {
    return tombstones.countOf(record.toString()) > 0;
  }

  /**
   * Grows whenever a record that was here already says something else or is erased; not when a new
   * one arrives. Two small queries, and a count of what arrived since.
   */
  public long changes() {
    long position = revisions.lastPosition();
    Counted now = counted.position() > position ? NOTHING : counted; // what was seen was undone
    if (now.position() != position) {
      now = new Counted(position, now.later() + revisions.later(now.position(), position));
      counted = now;
    }
    return now.later() + tombstones.last();
  }

  /** All revisions of a record in the order of commitment; empty for an unknown or erased one. */
  public List<Entry> revisionsOf(RecordId record) {
    return revisions.ofRecord(record.toString()).stream()
        .filter(row -> !row.isErased())
        .map(RevisionRow::entry)
        .toList();
  }

  /** The revisions of a record that no other follows; several where it is in conflict. */
  public List<Entry> headsOf(RecordId record) {
    return Rooted.heads(revisions.ofRecord(record.toString()));
  }

  /** The same of several: one query. */
  public Map<RecordId, List<Entry>> headsOf(Collection<RecordId> several) {
    return several.isEmpty()
        ? Map.of()
        : revisions.ofRecords(several.stream().map(RecordId::toString).toList()).stream()
            .collect(Collectors.groupingBy(RevisionRow::record))
            .entrySet()
            .stream()
            .collect(
                Collectors.toMap(
                    it -> RecordId.parse(it.getKey()), it -> Rooted.heads(it.getValue())));
  }

  /** The newest revision of a record. */
  public Optional<Entry> current(RecordId record) {
    return rows.findById(record.toString())
        .flatMap(row -> revisions.find(row.current()))
        .map(RevisionRow::entry);
  }

  /** Names that stored revisions tell us to protect, of every revision, superseded ones too. */
  public LearntNames learntNames() {
    return new LearntNames(
        Set.copyOf(rows.learnt("PERSON")),
        Set.copyOf(rows.learnt("UNIT")),
        Set.copyOf(rows.learnt("STATE")),
        Set.copyOf(rows.learnt("MISSION")),
        Set.copyOf(rows.learnt("REFERENCE")));
  }

  /** Another text whenever {@link #learntNames} are others; reads none of them. */
  public String learntVersion() {
    return rows.version() + "." + rows.countNames() + "." + rows.countTombstones();
  }

  /** Makes the projections again, once, where a program made them that did not make all of it. */
  @EventListener
  void renew(StartupEvent start) {
    if (rows.version() < VERSION) {
      transactions.executeWrite(
          status -> {
            rebuild();
            rows.made(VERSION);
            return VERSION;
          });
      LOG.info("record.projections-made version={}", VERSION);
    }
  }

  /** Makes the projections again from the revisions, in one transaction. */
  public void rebuild() {
    transactions.executeWrite(
        status -> {
          projection.clear();
          long after = 0;
          List<RevisionRow> batch = revisions.committedAfter(after, BATCH);
          while (!batch.isEmpty()) {
            for (RevisionRow row : batch) {
              if (!row.isErased()) {
                projection.take(List.of(arrival(row)), Micros.instant(row.receivedAt()));
              }
            }
            after = revisions.position(batch.get(batch.size() - 1).id());
            batch = revisions.committedAfter(after, BATCH);
          }
          return after;
        });
  }

  /** How many revisions followed another of their record, up to a position. */
  private record Counted(long position, long later) {}

  private Arrival arrival(RevisionRow row) {
    return new Arrival(
        row.entry(),
        revisions.fault(row.id()).map(it -> new Quarantine(it.code(), it.place())).stream()
            .toList());
  }
}
