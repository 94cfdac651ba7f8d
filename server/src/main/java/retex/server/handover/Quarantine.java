package retex.server.handover;

import io.micronaut.context.annotation.Bean;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.Micros;
import retex.exchange.Admission;
import retex.exchange.HeadquartersStore;
import retex.server.audit.Audit;
import retex.server.device.Revocations;
import retex.server.ingest.Ingest;
import retex.server.record.EpochOpeningRow;
import retex.server.record.Revisions;

/**
 * The logs of laptops that are to hand over, as a conversation sees them: what is in the store, and
 * behind it what is in quarantine. Entries must follow and be vouched for as anywhere; what has
 * been committed is on disk when the call returns, in quarantine alone. Gives no content back.
 */
@Singleton
@Bean(typed = Quarantine.class) // the store that others ask for is the other one
public final class Quarantine implements HeadquartersStore {

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final QuarantineRows rows;
  private final DecisionRows decisions;
  private final Revocations revocations;
  private final Ingest store;
  private final Revisions revisions;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Quarantine(
      QuarantineRows rows,
      DecisionRows decisions,
      Revocations revocations,
      Ingest store,
      Revisions revisions,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.decisions = decisions;
    this.revocations = revocations;
    this.store = store;
    this.revisions = revisions;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The log key of a device that is to hand over; refuses others. */
  @Override
  public byte[] publicKey(DeviceId device) {
    return revocations.keyOfHandingOver(device);
  }

  @Override
  public LogTip tip(LogId log) {
    LogTip stored = store.tip(log);
    return rows.last(log.device().hex(), log.epoch())
        .map(row -> LogTip.at(row.revision()))
        .filter(tip -> tip.number() > stored.number())
        .orElse(stored);
  }

  @Override
  public Optional<LogTip> at(LogId log, long number) {
    Optional<LogTip> stored = store.at(log, number);
    return stored.isPresent()
        ? stored
        : rows.at(log.device().hex(), log.epoch(), number).map(row -> LogTip.at(row.revision()));
  }

  @Override
  public Map<Integer, Long> ends(DeviceId device) {
    var ends = new TreeMap<Integer, Long>(store.ends(device));
    for (int epoch : rows.epochs(device.hex())) {
      ends.merge(epoch, tip(new LogId(device, epoch)).number(), Math::max);
    }
    return ends;
  }

  @Override
  public boolean isOpen(LogId log) {
    return store.isOpen(log)
        || rows.openings(log.device().hex()).stream().anyMatch(it -> it.epoch() == log.epoch());
  }

  @Override
  public void open(EpochOpening opening) {
    EpochOpeningRow it = EpochOpeningRow.of(opening);
    transactions.executeWrite(
        status -> {
          rows.open(
              it.device(),
              it.epoch(),
              it.forkedEpoch(),
              it.forkNumber(),
              it.forkRevision(),
              it.signature());
          return it;
        });
  }

  @Override
  public Outcome commit(LogTip before, List<Entry> entries, Head head) {
    DeviceId device = before.log().device();
    Admission.vouched(before, entries, head, publicKey(device));
    store.refuseUnexplained(entries);
    Outcome outcome = transactions.executeWrite(status -> keep(before.log(), entries, head));
    LOG.info("handover.committed device={} up_to={}", device, outcome.upTo());
    return outcome;
  }

  @Override
  public Prefix commitPrefix(LogTip before, List<Entry> entries, List<Head> given) {
    var sound =
        Admission.longest(
            before,
            entries,
            given,
            publicKey(before.log().device()),
            it -> store.refuseUnexplained(List.of(it)));
    Outcome landed =
        sound
            .head()
            .map(head -> commit(before, entries.subList(0, sound.count()), head))
            .orElseGet(() -> new Outcome(before.number(), List.of()));
    return new Prefix(landed, sound.why());
  }

  /** A revoked laptop is told nothing. */
  @Override
  public Optional<Head> headFrom(LogId log, long number) {
    return Optional.empty();
  }

  /** A revoked laptop is told nothing. */
  @Override
  public List<Entry> entries(LogId log, long from, long to) {
    return List.of();
  }

  private Outcome keep(LogId log, List<Entry> entries, Head head) {
    LogTip held = tip(log);
    List<Entry> fresh =
        Admission.fresh(
            held.number(), entries, number -> at(log, number).flatMap(LogTip::revision));
    if (!fresh.isEmpty()) {
      Instant now = clock.instant();
      String device = log.device().hex();
      for (Entry it : fresh) {
        rows.save(EntryRow.of(it, revisions.isErased(it), Micros.of(now)));
      }
      rows.vouch(head.revision().hex(), device, log.epoch(), head.number(), head.signature());
      // what somebody saw and agreed to is not what is here now
      decisions.put(device, "WAITING", "", "", "", Micros.of(now));
      audit.write(
          "device:" + device,
          "handover.arrived",
          device,
          Map.of(
              "epoch", Integer.toString(log.epoch()),
              "upTo", Long.toString(head.number()),
              "entries", Integer.toString(fresh.size())));
    }
    return new Outcome(head.number(), List.of());
  }
}
