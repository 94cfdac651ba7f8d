package retex.agent.record;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;

/**
 * The laptop's logs, epoch by epoch, as they are sent, acknowledged, taken back and, after a fork,
 * begun anew. Each change is one transaction. Safe for use by several threads and processes.
 */
@Singleton
public final class Logs {

  private final Log log;
  private final RevisionRows revisions;
  private final HeadRows heads;
  private final AcknowledgedRows acknowledgements;
  private final Reappending reappending;
  private final Erasures erasures;
  private final List<HearsAnew> hearing;

  Logs(
      Log log,
      RevisionRows revisions,
      HeadRows heads,
      AcknowledgedRows acknowledgements,
      Reappending reappending,
      Erasures erasures,
      List<HearsAnew> hearing) {
    this.hearing = hearing;
    this.log = log;
    this.revisions = revisions;
    this.heads = heads;
    this.acknowledgements = acknowledgements;
    this.reappending = reappending;
    this.erasures = erasures;
  }

  /** The device's key. */
  public DeviceKey key() {
    return reappending.scope().identity().key();
  }

  /** The log that is written now. */
  public LogId present() {
    return reappending.scope().identity().log();
  }

  /** Where a log ends. */
  public LogTip tip(LogId id) {
    return revisions
        .last(id.epoch())
        .map(row -> new LogTip(id, row.number(), Optional.of(RevisionId.parse(row.id()))))
        .orElseGet(() -> LogTip.empty(id));
  }

  /** Where a log stood at a number that it has; 0 for its beginning. */
  public Optional<LogTip> at(LogId id, long number) {
    return number == 0
        ? Optional.of(LogTip.empty(id))
        : revisions
            .at(id.epoch(), number)
            .map(it -> new LogTip(id, number, Optional.of(RevisionId.parse(it))));
  }

  /** Entries after a number, in order. */
  public List<Entry> after(LogId id, long number, int atMost) {
    return revisions.after(id.epoch(), number, atMost).stream().map(erasures::entry).toList();
  }

  /** Signed heads from number to number, inclusive. */
  public List<Head> heads(LogId id, long from, long to) {
    return heads.between(id.epoch(), from, to).stream().map(row -> row.head(id.device())).toList();
  }

  /** Number up to which headquarters has each epoch that it has anything of. */
  public Map<Integer, Long> acknowledged() {
    return acknowledgements.findAll().stream()
        .collect(Collectors.toMap(AcknowledgedRow::epoch, AcknowledgedRow::upTo));
  }

  /**
   * Marks a log as acknowledged; a lower number than before is what a restored server says, and
   * counts only where what was acknowledged is still {@code known}: else another conversation has
   * got further meanwhile.
   */
  public void acknowledge(LogId id, long upTo, long known) {
    reappending
        .scope()
        .write(
            () -> {
              long before =
                  acknowledgements.findById(id.epoch()).map(AcknowledgedRow::upTo).orElse(0L);
              if (upTo < before && before != known) {
                return before;
              }
              if (upTo < before) {
                revisions.forgetDeliveries(); // what it had of files may be lost, too
              }
              acknowledgements.deleteById(id.epoch());
              return acknowledgements.save(new AcknowledgedRow(id.epoch(), upTo)).upTo();
            });
  }

  /** Whatever is known of files at headquarters may be wrong: it was put back from a copy. */
  public void forgetDeliveries() {
    reappending
        .scope()
        .write(
            () -> {
              revisions.forgetDeliveries();
              return true;
            });
  }

  /** How a log was opened; empty for epoch 1. */
  public Optional<EpochOpening> opening(LogId id) {
    return reappending.opening(id);
  }

  /**
   * Takes back own entries that follow {@code before}. False, and nothing changed, where the log
   * that is written now does not end there any more.
   */
  public boolean adopt(LogTip before, List<Entry> entries) {
    return reappending
        .scope()
        .write(
            () -> {
              boolean fits = log.tip().equals(before);
              if (fits) {
                entries.forEach(log::append);
                hearAnew();
              }
              return fits;
            });
  }

  /** Letters about entries that were not here yet were passed over; what they say comes again. */
  private void hearAnew() {
    log.unjudged();
    hearing.forEach(HearsAnew::hearAnew);
  }

  /**
   * Opens the next epoch for the present log, which has forked behind {@code fork}: what it has
   * after the fork is appended there again. New records get new ids, and what follows them does.
   * Nothing changes where another conversation, which found the same fork, has done it before.
   */
  public void open(LogTip fork) {
    reappending
        .scope()
        .write(
            () -> {
              if (present().equals(fork.log())) {
                reappending.open(log, fork);
                hearAnew();
              }
              return fork;
            });
  }

  /**
   * Appends to the present log again what had been acknowledged of an earlier epoch behind {@code
   * fork}: a restored server has lost it, and another copy of this laptop has taken its place.
   */
  public void reappend(LogTip fork) {
    reappending
        .scope()
        .write(
            () -> {
              reappending.reappend(log, fork);
              revisions.forgetDeliveries(); // what it had of files may be lost, too
              hearAnew();
              return fork;
            });
  }
}
