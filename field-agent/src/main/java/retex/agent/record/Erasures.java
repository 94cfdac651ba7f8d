package retex.agent.record;

import io.micronaut.context.BeanProvider;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.vault.Vault;
import retex.contract.Entry;
import retex.contract.ErasureOrder;
import retex.contract.FileHash;
import retex.contract.RecordId;
import retex.contract.Revision;
import retex.refusal.RefusedException;

/**
 * Records that headquarters ordered to erase. The payloads, words in the index, files and drafts
 * go; envelopes and heads stay, so the log keeps its numbers and verifies as before. Then whatever
 * the database file and its copies still hold of it goes too, by itself, also after a crash in
 * between. Safe for use by several threads.
 */
@Singleton
public final class Erasures {

  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

  private final ErasedRows rows;
  private final BeanProvider<Forgets> steps; // they know the log, and the log knows this
  private final Vault vault;
  private final LogScope scope;
  private Tries tries = Tries.NONE;

  Erasures(ErasedRows rows, BeanProvider<Forgets> steps, Vault vault, LogScope scope) {
    this.rows = rows;
    this.steps = steps;
    this.vault = vault;
    this.scope = scope;
  }

  /**
   * Erases a record, every revision of it, also where they lie behind a fork under another id; one
   * that is not on this laptop is noted, so that it stays away. Joins the caller's transaction;
   * {@link #scrub} is called once that is committed.
   */
  public void erase(RecordId record, ErasureOrder order) {
    scope.write(
        () -> {
          List<RecordId> ids =
              Stream.concat(
                      Stream.of(record),
                      rows.copies(record.toString()).stream().map(RecordId::parse))
                  .toList();
          Set<FileHash> files =
              ids.stream()
                  .flatMap(id -> rows.files(id.toString()).stream())
                  .map(FileHash::parse)
                  .collect(Collectors.toSet());
          ids.forEach(id -> empty(id, order));
          ids.forEach(id -> steps.stream().forEach(step -> step.forget(id, files)));
          return record;
        });
  }

  private void empty(RecordId record, ErasureOrder order) {
    note(record, order);
    String id = record.toString();
    rows.empty(id);
    rows.unname(id);
    rows.forgetElsewhere(id);
    rows.forgetWords(id);
    rows.blank(id, order.at().toString());
  }

  public boolean isErased(RecordId record) {
    return rows.existsById(record.toString());
  }

  /**
   * Takes what was erased out of the index, free pages, the write-ahead log and the copies of the
   * store. Nothing where nothing is left to do, and within a transaction, which holds the file:
   * then its caller does it behind it. What did not succeed is left alone for a while, for it holds
   * up every save: a disk may be full for long.
   */
  public synchronized void scrub() {
    boolean isWithin = scope.transactions().findTransactionStatus().isPresent();
    if (isWithin || !vault.isOpen()) {
      return;
    }
    List<String> erased = scope.read(rows::unscrubbed); // not what is erased from now on
    long now = scope.clock().millis();
    if (erased.isEmpty() || !tries.isDue(erased, now)) {
      return;
    }
    tries = tries.next(erased, now); // one that is thrown out of counts, too
    scope.write(
        () -> {
          rows.mergeIndex();
          return true;
        });
    if (vault.rewrite()) {
      scope.write(
          () -> {
            erased.forEach(rows::scrubbed);
            return true;
          });
      tries = Tries.NONE;
      LOG.info("record.scrubbed");
    }
  }

  /** What a crash, or a store in use, left for later. */
  @Scheduled(fixedDelay = "1m", initialDelay = "10s")
  void scrubLater() {
    try {
      scrub();
    } catch (RefusedException locked) {
      LOG.debug("record.scrub_waits");
    }
  }

  /** Notes the order for a record whose entries come, or are appended again, erased. */
  void note(RecordId record, ErasureOrder order) {
    if (!rows.existsById(record.toString())) {
      rows.save(ErasedRow.of(record, order));
    }
  }

  /** An entry as it is stored, or with the order in its payload's place. */
  Entry entry(RevisionRow row) {
    if (row.payload().length > 0) {
      return row.entry();
    }
    return Entry.erased(
        Revision.parse(row.canonical()), rows.findById(row.record()).map(ErasedRow::order));
  }

  /** Tries in vain, the last one at {@code at}; the next one 1, 2, 4 … 60 minutes later. */
  private record Tries(Set<String> erased, int count, long at) {
    static final Tries NONE = new Tries(Set.of(), 0, 0);

    /** At once where a record was erased since, or the clock was put back. */
    boolean isDue(List<String> now, long millis) {
      long minutes = Math.min(60, 1L << Math.min(count - 1, 6));
      return !erased.containsAll(now)
          || millis < at
          || millis - at >= Duration.ofMinutes(minutes).toMillis();
    }

    Tries next(List<String> now, long millis) {
      return new Tries(Set.copyOf(now), erased.containsAll(now) ? count + 1 : 1, millis);
    }
  }
}
