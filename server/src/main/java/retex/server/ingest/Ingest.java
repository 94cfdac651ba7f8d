package retex.server.ingest;

import static retex.contract.ContractRefusal.PAYLOAD_MISSING;

import io.micronaut.context.BeanProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.exchange.Admission;
import retex.exchange.ContentFault;
import retex.exchange.ExchangeRefusal;
import retex.exchange.HeadquartersStore;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.device.DeviceRefusal;
import retex.server.device.Devices;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.Arrival;
import retex.server.record.Erasures;
import retex.server.record.Logs;
import retex.server.record.Quarantine;
import retex.server.record.Revisions;

/**
 * Verifies entries of one log and commits them in one transaction: chain, head and signature first,
 * then faults of content. What has been committed is on disk when the call returns. Entries that
 * are there already are compared and passed over, so that a repeat does no harm.
 */
@Singleton
public final class Ingest implements HeadquartersStore {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private final Revisions revisions;
  private final Logs logs;
  private final ContentFaults faults;
  private final Devices devices;
  private final Letters letters;
  private final Audit audit;
  private final BeanProvider<Erasures> erasures; // steps that forget a record know this
  private final TransactionOperations<Connection> transactions;
  private final SharedTransaction shared;
  private final Clock clock;

  Ingest(
      Revisions revisions,
      Logs logs,
      ContentFaults faults,
      Devices devices,
      Letters letters,
      Audit audit,
      BeanProvider<Erasures> erasures,
      TransactionOperations<Connection> transactions,
      SharedTransaction shared,
      Clock clock) {
    this.erasures = erasures;
    this.revisions = revisions;
    this.logs = logs;
    this.faults = faults;
    this.devices = devices;
    this.letters = letters;
    this.audit = audit;
    this.transactions = transactions;
    this.shared = shared;
    this.clock = clock;
  }

  @Override
  public byte[] publicKey(DeviceId device) {
    try {
      return devices.publicKey(device);
    } catch (RefusedException refused) {
      throw refused.refusal().code() == DeviceRefusal.DEVICE_UNKNOWN
          ? ExchangeRefusal.DEVICE_UNKNOWN.at("device").asException()
          : refused;
    }
  }

  @Override
  public LogTip tip(LogId log) {
    return revisions.tip(log);
  }

  @Override
  public Optional<LogTip> at(LogId log, long number) {
    return number == 0 ? Optional.of(LogTip.empty(log)) : revisions.at(log, number).map(LogTip::at);
  }

  @Override
  public Map<Integer, Long> ends(DeviceId device) {
    return logs.ends(device);
  }

  @Override
  public boolean isOpen(LogId log) {
    return log.epoch() == 1 || logs.isOpen(log);
  }

  @Override
  public void open(EpochOpening opening) {
    LogId log = opening.opened();
    transactions.executeWrite(
        status -> {
          logs.open(opening);
          audit.write(
              "device:" + log.device().hex(),
              "ingest.epoch",
              log.device().hex(),
              Map.of(
                  "epoch", Integer.toString(log.epoch()),
                  "forked", Integer.toString(opening.fork().log().epoch()),
                  "fork", Long.toString(opening.fork().number())));
          return log;
        });
  }

  @Override
  public Optional<Head> headFrom(LogId log, long number) {
    return logs.headFrom(log, number);
  }

  @Override
  public List<Entry> entries(LogId log, long from, long to) {
    return logs.between(log, from, to);
  }

  /**
   * Commits the entries that follow {@code before}, vouched for by {@code head}. Refuses whole, and
   * changes nothing, with the refusals of {@link Admission} and of {@link Devices#publicKey}.
   */
  @Override
  public Outcome commit(LogTip before, List<Entry> entries, Head head) {
    Admission.vouched(before, entries, head, devices.publicKey(before.log().device()));
    refuseUnexplained(entries);
    Judged judged = judge(entries, faults.unitsLastRead()); // while others' batches are written
    Outcome outcome =
        shared.write(() -> check(before.log(), entries, judged), checked -> store(head, checked));
    if (eraseAsOrdered(entries)) {
      scrub();
    }
    LOG.info("ingest.committed device={} up_to={}", before.log().device(), outcome.upTo());
    return outcome;
  }

  /**
   * The same for entries of a revoked device that two people admitted: {@code publicKey} is its log
   * key, and everything else is checked as ever. Joins the caller's transaction; {@link #scrub} is
   * called once that is committed.
   */
  public Outcome admit(LogTip before, List<Entry> entries, Head head, byte[] publicKey) {
    Admission.vouched(before, entries, head, publicKey);
    refuseUnexplained(entries);
    Judged judged = judge(entries, faults.units());
    return transactions.executeWrite(
        status -> {
          Outcome outcome = store(head, check(before.log(), entries, judged));
          eraseAsOrdered(entries);
          return outcome;
        });
  }

  /** Leaves nothing of what was erased on the way in any file; not within a transaction. */
  public void scrub() {
    erasures.get().scrub();
  }

  /**
   * What an entry would be kept aside for, were those of {@code before} there; none for nothing.
   */
  public List<Quarantine> faults(Entry entry, Set<RevisionId> before) {
    return faults.of(entry, before);
  }

  @Override
  public Prefix commitPrefix(LogTip before, List<Entry> entries, List<Head> heads) {
    byte[] publicKey = devices.publicKey(before.log().device());
    var sound =
        Admission.longest(before, entries, heads, publicKey, it -> refuseUnexplained(List.of(it)));
    Outcome landed =
        sound
            .head()
            .map(head -> commit(before, entries.subList(0, sound.count()), head))
            .orElseGet(() -> new Outcome(before.number(), List.of()));
    return new Prefix(landed, sound.why());
  }

  /** A payload may be gone by an order of this server alone: else {@code PAYLOAD_MISSING}. */
  public void refuseUnexplained(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.isErased() && !revisions.isErased(entry)) {
        throw PAYLOAD_MISSING.at("entry " + entry.revision().number()).asException();
      }
    }
  }

  /**
   * Where this server was put back from before an erasure, a laptop's entry says its own order
   * again: what it still has of that record goes once more.
   */
  private boolean eraseAsOrdered(List<Entry> entries) {
    return entries.stream()
        .filter(Entry::isErased)
        .map(it -> it.revision().record())
        .distinct()
        .map(it -> erasures.get().eraseRest(it))
        .reduce(false, Boolean::logicalOr);
  }

  private Judged judge(List<Entry> entries, Set<UnitCode> units) {
    Map<RevisionId, List<Quarantine>> found = new HashMap<>();
    entries.stream()
        .filter(it -> !it.isErased())
        .forEach(it -> found.put(it.revision().id(), faults.ofContent(it, units)));
    return new Judged(units, found);
  }

  /** Refuses a fork; writes nothing. */
  private Checked check(LogId log, List<Entry> entries, Judged before) {
    LogTip held = revisions.tip(log);
    Set<UnitCode> units = faults.units();
    Judged judged = units.equals(before.units()) ? before : judge(entries, units);
    List<Entry> fresh =
        Admission.fresh(
            held.number(), entries, number -> at(log, number).flatMap(LogTip::revision));
    return new Checked(held, fresh, judged);
  }

  private Outcome store(Head head, Checked checked) {
    LogId log = head.log();
    List<Entry> fresh = checked.fresh();
    Instant now = clock.instant();
    var arrivals = new ArrayList<Arrival>();
    var quarantined = new ArrayList<KeptAside>();
    Map<RevisionId, ContentFault> repeated = faults.repeated(log, fresh);
    Set<RevisionId> batch = new HashSet<>();
    for (Entry entry : fresh) {
      List<Quarantine> found = found(entry, repeated, batch, checked.judged());
      arrivals.add(new Arrival(entry, found));
      found.stream()
          .findFirst()
          .ifPresent(fault -> quarantined.add(keptAside(log, entry, fault, now)));
      batch.add(entry.revision().id());
    }
    boolean hasDropped = false; // erased while it was under way: a letter says so
    if (!arrivals.isEmpty()) {
      Set<RevisionId> dropped = revisions.append(arrivals, now);
      hasDropped = !dropped.isEmpty();
      fresh.stream()
          .map(Entry::revision)
          .filter(it -> dropped.contains(it.id()))
          .forEach(
              it ->
                  letters.post(
                      log.device(), new Letter(LetterKind.ERASED, it.record(), it.id(), "", now)));
      revisions.appendHead(head);
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
    // not of what a copy brought behind it
    return new Outcome(head.number(), quarantined, hasDropped || !quarantined.isEmpty());
  }

  private List<Quarantine> found(
      Entry entry, Map<RevisionId, ContentFault> repeated, Set<RevisionId> batch, Judged judged) {
    if (entry.isErased()) {
      return List.of();
    }
    return Optional.ofNullable(repeated.get(entry.revision().id()))
        .map(it -> List.of(ContentFaults.fault(it, "entry")))
        .orElseGet(() -> faults.of(entry, batch, judged.of(entry)));
  }

  /** Also tells the laptop, in a letter. */
  private KeptAside keptAside(LogId log, Entry entry, Quarantine fault, Instant now) {
    var revision = entry.revision();
    letters.post(
        log.device(),
        new Letter(LetterKind.QUARANTINED, revision.record(), revision.id(), fault.code(), now));
    return new KeptAside(revision.number(), revision.id(), ContentFault.valueOf(fault.code()));
  }

  /** What is to be written: the entries that are not held yet, and what was found about them. */
  private record Checked(LogTip held, List<Entry> fresh, Judged judged) {}

  /** Faults of content by entry, and the units that were known when they were looked for. */
  private record Judged(Set<UnitCode> units, Map<RevisionId, List<Quarantine>> found) {

    List<Quarantine> of(Entry entry) {
      return found.getOrDefault(entry.revision().id(), List.of());
    }
  }
}
