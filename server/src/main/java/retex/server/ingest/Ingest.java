package retex.server.ingest;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.RevisionId;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.device.Devices;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.Arrival;
import retex.server.record.Quarantine;
import retex.server.record.Revisions;

/**
 * Verifies entries of one log and commits them in one transaction: chain, head and signature first,
 * then faults of content. What has been committed is on disk when the call returns. Entries that
 * are there already are compared and passed over, so that a repeat does no harm.
 */
@Singleton
public final class Ingest {

  private final Revisions revisions;
  private final ContentFaults faults;
  private final Devices devices;
  private final Letters letters;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Ingest(
      Revisions revisions,
      ContentFaults faults,
      Devices devices,
      Letters letters,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.revisions = revisions;
    this.faults = faults;
    this.devices = devices;
    this.letters = letters;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Where the server has a log. */
  public LogTip tip(LogId log) {
    return revisions.tip(log);
  }

  /** Where the log stood at a number that the server holds; 0 for its beginning. */
  public Optional<LogTip> tipAt(LogId log, long number) {
    return number == 0 ? Optional.of(LogTip.empty(log)) : revisions.at(log, number).map(LogTip::at);
  }

  /**
   * Commits the entries that follow {@code before}, vouched for by {@code head}. Refuses whole, and
   * changes nothing, with the refusals of {@link LogVerifier}, with {@code FORK} and with those of
   * {@link Devices#publicKey}.
   */
  public Outcome commit(LogTip before, List<Entry> entries, Head head) {
    byte[] publicKey = devices.publicKey(before.log().device());
    LogTip after = before;
    for (Entry entry : entries) {
      after = LogVerifier.follow(after, entry);
    }
    LogVerifier.vouches(head, after, publicKey);
    return transactions.executeWrite(status -> store(before.log(), entries, head));
  }

  /**
   * Commits the longest beginning of {@code entries} that one of {@code heads} vouches for, and
   * says what the entry after it is refused with.
   */
  public Prefix commitPrefix(LogTip before, List<Entry> entries, List<Head> heads) {
    byte[] publicKey = devices.publicKey(before.log().device());
    Refusal why = IngestRefusal.HEAD_MISSING.at("head");
    int sound = 0;
    Optional<Head> last = Optional.empty();
    LogTip tip = before;
    for (int i = 0; i < entries.size(); i++) {
      try {
        tip = LogVerifier.follow(tip, entries.get(i));
        long number = tip.number();
        Optional<Head> head = heads.stream().filter(it -> it.number() == number).findFirst();
        if (head.isPresent()) {
          LogVerifier.vouches(head.get(), tip, publicKey);
          sound = i + 1;
          last = head;
        }
      } catch (RefusedException e) {
        why = e.refusal();
        break;
      }
    }
    if (last.isEmpty()) {
      return new Prefix(new Outcome(before.number(), List.of()), why);
    }
    return new Prefix(commit(before, entries.subList(0, sound), last.get()), why);
  }

  private Outcome store(LogId log, List<Entry> entries, Head head) {
    LogTip held = revisions.tip(log);
    Instant now = clock.instant();
    var arrivals = new ArrayList<Arrival>();
    var quarantined = new ArrayList<KeptAside>();
    Set<RevisionId> batch = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.revision().number() <= held.number()) {
        checkSame(log, entry);
      } else {
        List<Quarantine> found = faults.of(entry, batch);
        arrivals.add(new Arrival(entry, found));
        found.stream()
            .findFirst()
            .ifPresent(fault -> quarantined.add(new KeptAside(entry, fault.code())));
      }
      batch.add(entry.revision().id());
    }
    if (!arrivals.isEmpty()) {
      revisions.append(arrivals, now);
      revisions.appendHead(head);
      quarantined.forEach(it -> letters.post(log.device(), letter(it, now)));
      audit.write(
          "device:" + log.device().hex(),
          "ingest.committed",
          log.device().hex(),
          Map.of(
              "epoch", Integer.toString(log.epoch()),
              "upTo", Long.toString(head.number()),
              "entries", Integer.toString(arrivals.size()),
              "quarantined", Integer.toString(quarantined.size())));
    }
    return new Outcome(Math.max(held.number(), head.number()), quarantined);
  }

  private static Letter letter(KeptAside it, Instant now) {
    var revision = it.entry().revision();
    return new Letter(LetterKind.QUARANTINED, revision.record(), revision.id(), it.code(), now);
  }

  private void checkSame(LogId log, Entry entry) {
    boolean same =
        revisions
            .at(log, entry.revision().number())
            .filter(stored -> stored.id().equals(entry.revision().id()))
            .isPresent();
    if (!same) {
      throw IngestRefusal.FORK.at("entry " + entry.revision().number()).asException();
    }
  }

  /** What became of entries: the log is on disk up to here; some were kept aside. */
  public record Outcome(long upTo, List<KeptAside> keptAside) {

    public Outcome {
      keptAside = List.copyOf(keptAside);
    }
  }

  /** An entry that was stored and kept aside, and the code of its fault. */
  public record KeptAside(Entry entry, String code) {}

  /** What landed of a batch whose head did not fit, and why the rest did not. */
  public record Prefix(Outcome landed, Refusal why) {}
}
