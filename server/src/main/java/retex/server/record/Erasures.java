package retex.server.record;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.Revision;
import retex.contract.RevisionId;
import retex.server.key.ServerKeys;

/**
 * Destroys payloads and leaves signed tombstones. Envelopes stay, so chains and heads verify as
 * before; a payload that was erased once is dropped again on arrival, in whatever log and record it
 * comes. Safe for use by several threads.
 */
@Singleton
public final class Erasures {

  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

  private final RevisionRows revisions;
  private final TombstoneRows tombstones;
  private final Records records;
  private final Attachments attachments;
  private final List<Forgets> steps;
  private final HeadquartersLog headquarters;
  private final ServerKeys keys;
  private final Scrub scrub;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private volatile boolean isLeft = true; // by a crash before, perhaps

  Erasures(
      RevisionRows revisions,
      TombstoneRows tombstones,
      Records records,
      Attachments attachments,
      List<Forgets> steps,
      HeadquartersLog headquarters,
      ServerKeys keys,
      Scrub scrub,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.revisions = revisions;
    this.tombstones = tombstones;
    this.records = records;
    this.attachments = attachments;
    this.steps = List.copyOf(steps);
    this.headquarters = headquarters;
    this.keys = keys;
    this.scrub = scrub;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Erases every revision of a record and whatever steps keep of it, and makes the projections
   * again without it. Joins the caller's transaction; answers how many revisions it erased. {@link
   * #scrub} is called once that is committed.
   */
  public int erase(RecordId record, Erasure erasure) {
    return transactions.executeWrite(
        status -> {
          var erased = new ArrayList<RevisionId>();
          for (RevisionRow row : revisions.ofRecord(record.toString())) {
            if (!row.isErased()) {
              bury(row, erasure);
              erased.add(RevisionId.parse(row.id()));
            }
          }
          steps.forEach(step -> step.forget(record, erased));
          attachments.forgetParts(record);
          records.rebuild();
          return erased.size();
        });
  }

  /**
   * Erases what is left of a record of which some revision is erased already; whether anything was.
   */
  public boolean eraseRest(RecordId record) {
    return records.isErased(record)
        && revisions.ofRecord(record.toString()).stream().anyMatch(row -> !row.isErased())
        && erase(record, Erasure.remembered()) > 0;
  }

  /**
   * Takes what was erased out of the database's own files, too, and deletes files that no other
   * record names; not within a transaction. What another process that reads prevents is done a
   * little later.
   */
  public void scrub() {
    isLeft = true;
    attachments.sweep();
    isLeft = !scrub.isDone(tombstones.last());
    if (isLeft) {
      LOG.info("erasure.scrub-waits");
    }
  }

  /** Makes up for what a reader or a crash prevented. */
  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void scrubLater() {
    if (!isLeft) {
      return;
    }
    if (scrub.isOwed(tombstones.last())) {
      scrub();
    } else {
      attachments.sweep();
      isLeft = false;
    }
  }

  /** The laptops whose logs hold revisions of a record, each with its last one; no others. */
  public Map<DeviceId, RevisionId> holders(RecordId record) {
    Map<DeviceId, RevisionId> holders = new LinkedHashMap<>();
    revisions
        .ofRecord(record.toString())
        .forEach(it -> holders.put(DeviceId.parse(it.device()), RevisionId.parse(it.id())));
    holders.remove(headquarters.device());
    return holders;
  }

  private void bury(RevisionRow row, Erasure erasure) {
    String hash = HexFormat.of().formatHex(Revision.parse(row.canonical()).payloadHash());
    tombstones.save(
        TombstoneRow.signed(keys.of("tombstone"), row, hash, erasure, Micros.of(clock.instant())));
    tombstones.empty(row.id(), new byte[0]);
  }
}
