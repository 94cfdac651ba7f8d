package retex.agent.sync;

import static retex.agent.sync.SyncRefused.LOG_FORKED;
import static retex.agent.sync.SyncRefused.NOT_ENROLLED;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.contract.Micros;
import retex.exchange.Laptop;
import retex.proto.sync.v1.LogEnd;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.wire.Opening;

/**
 * Brings this laptop and headquarters to the same state, once. Safe to run again at any time, after
 * any cut; one run at a time in this process, and two processes do no harm.
 */
@Singleton
public final class Sync {

  private static final int MOST_CALLS =
      20; // each copy of this laptop that wrote may cost one epoch

  private final Log log;
  private final Logs logs;
  private final Library library;
  private final Inbox inbox;
  private final HeadquartersRows headquarters;
  private final Renewal renewal;
  private final Channels channels;
  private final Deliveries deliveries;
  private final HandOver handOver;
  private final Clock clock;
  private final List<Errand> errands;
  private final ReentrantLock running = new ReentrantLock();

  Sync(
      Log log,
      Logs logs,
      Library library,
      Inbox inbox,
      HeadquartersRows headquarters,
      Renewal renewal,
      Channels channels,
      Deliveries deliveries,
      HandOver handOver,
      Clock clock,
      List<Errand> errands) {
    this.log = log;
    this.errands = errands;
    this.logs = logs;
    this.library = library;
    this.inbox = inbox;
    this.headquarters = headquarters;
    this.renewal = renewal;
    this.channels = channels;
    this.deliveries = deliveries;
    this.handOver = handOver;
    this.clock = clock;
  }

  /** Runs to the end; refuses with {@link SyncRefused} where it cannot. */
  public SyncReport run() {
    return run(Long.MAX_VALUE);
  }

  /** The same with at most so many bytes of photographs and documents behind the records. */
  public SyncReport run(long mostFileBytes) {
    running.lock();
    try {
      return call(mostFileBytes);
    } catch (RefusedException refused) {
      throw obeying(refused);
    } finally {
      running.unlock();
    }
  }

  /** Where this laptop was revoked, follows the order; what the caller is refused with. */
  RefusedException obeying(RefusedException refused) {
    return refused.refusal().code() == SyncRefused.DEVICE_REVOKED ? handOver.obey() : refused;
  }

  private SyncReport call(long mostFileBytes) {
    var expiry = new ExpiryNotice();
    try (Line line = line(false, expiry)) {
      return run(line, mostFileBytes);
    } catch (RefusedException refused) {
      if (!expiry.isGiven()) {
        throw refused;
      }
      try (Line line = line(true, new ExpiryNotice())) { // this laptop's clock is behind
        return run(line, mostFileBytes);
      }
    }
  }

  /** Opens the way to the server, with a new certificate where the present one runs out. */
  Line line(boolean renewFirst, ExpiryNotice expiry) {
    HeadquartersRow row =
        headquarters.findById(1).orElseThrow(() -> NOT_ENROLLED.at("").asException());
    if (!renewFirst && !renewal.isDue(row)) {
      return Line.open(channels, row, expiry);
    }
    try (Line old = Line.open(channels, row, new ExpiryNotice())) {
      return Line.open(channels, renewal.run(row, old.channel(), old.pinned()), expiry);
    }
  }

  /** The present log's conversation, to be run by the caller. */
  Conversation conversation(Line line, int opening) {
    return new Conversation(OwnLog.present(logs), inbox, line.pinned(), opening);
  }

  /** Sends photographs and documents on the line of a conversation that stays. */
  void deliverAlong(Line line, BooleanSupplier goesOn) {
    deliveries.along(line.channel(), goesOn);
  }

  /** Whether there is a server to call. */
  boolean isEnrolled() {
    return headquarters.findById(1).isPresent();
  }

  /** How many entries headquarters has, as far as this laptop knows. */
  long acknowledged() {
    return log.acknowledged();
  }

  /** What features do once a laptop is current. */
  void errands(Line line) {
    errands.forEach(errand -> errand.run(line));
  }

  /** Notes that everything was exchanged. */
  void contact() {
    headquarters.contact(Micros.of(clock.instant()));
  }

  /** Where the laptop stands. */
  public SyncStatus status() {
    Optional<HeadquartersRow> row = headquarters.findById(1);
    return new SyncStatus(
        logs.present().device().hex(),
        row.map(HeadquartersRow::address).orElse(null),
        log.pending(),
        log.acknowledged(),
        row.filter(it -> it.lastContact() > 0)
            .map(it -> Micros.instant(it.lastContact()).toString())
            .orElse(null),
        library.version(),
        library.units().size());
  }

  private SyncReport run(Line line, long mostFileBytes) {
    boolean forked = false;
    int opening = Opening.NEWEST;
    Instant start = clock.instant();
    long dialled = Conversation.millis();
    line.dial();
    for (int call = 0; call < MOST_CALLS; call++) {
      try (Conversation conversation = conversation(line, opening)) {
        Laptop laptop = conversation.once(line.channel(), false);
        if (laptop.isDone()) {
          long last = laptop.tally().acknowledgedAt();
          Duration taken = Duration.ofMillis((last > 0 ? last : Conversation.millis()) - dialled);
          heal(line, laptop.logs(), opening);
          if (log.pending() > 0 && call + 1 < MOST_CALLS) {
            continue; // healing has appended again what the server had lost
          }
          contact();
          errands(line);
          return SyncReport.of(laptop.tally(), log.acknowledged(), forked, start, taken)
              .with(deliveries.run(line.channel(), mostFileBytes), deliveries.waiting());
        }
        if (laptop.isToBeginAgain()) {
          forked = true;
        } else if (isOpeningUnknown(laptop) && opening != Opening.NONE) {
          opening = Opening.NONE;
        } else {
          throw conversation.refusal();
        }
      }
    }
    throw LOG_FORKED.at("epoch " + logs.present().epoch()).asException();
  }

  static boolean isOpeningUnknown(Laptop laptop) {
    return laptop
        .stopped()
        .filter(it -> it.getCode() == SyncRefusal.SYNC_REFUSAL_OPENING_UNKNOWN)
        .isPresent();
  }

  /** Whether a server whose logs end so was restored and lacks something of earlier epochs. */
  boolean lacks(List<LogEnd> ends) {
    return !lacking(ends).isEmpty();
  }

  private List<Integer> lacking(List<LogEnd> ends) {
    int present = logs.present().epoch();
    return logs.acknowledged().entrySet().stream()
        .filter(known -> known.getKey() < present)
        .filter(
            known ->
                ends.stream()
                    .noneMatch(
                        it ->
                            it.getEpoch() == known.getKey() && it.getNumber() >= known.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Sends what a server that was restored from a copy lacks of earlier epochs. */
  private void heal(Line line, List<LogEnd> ends, int opening) {
    for (int epoch : lacking(ends)) {
      try (var conversation =
          new Conversation(OwnLog.past(logs, epoch), inbox, line.pinned(), opening)) {
        conversation.once(line.channel(), true);
      }
    }
  }
}
