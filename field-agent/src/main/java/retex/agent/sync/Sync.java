package retex.agent.sync;

import static retex.agent.sync.SyncRefused.EARLIER_LOG_REFUSED;
import static retex.agent.sync.SyncRefused.LOG_FORKED;
import static retex.agent.sync.SyncRefused.NOT_ENROLLED;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.contract.Micros;
import retex.exchange.Laptop;
import retex.exchange.Tally;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.wire.Opening;

/**
 * Brings this laptop and headquarters to the same state, once. Safe to run again at any time, after
 * any cut; one run at a time in this process, and two processes do no harm.
 */
@Singleton
public final class Sync {

  private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

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
  private final RecordsUnderWay underWay;
  private final Clock clock;
  private final List<Errand> errands;
  private final ReentrantLock running = new ReentrantLock();
  private final ReentrantLock runningErrands = new ReentrantLock();
  private volatile SyncReport last = SyncReport.NOTHING;

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
      RecordsUnderWay underWay,
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
    this.underWay = underWay;
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

  /** Opens the way to the server, with a new certificate where the present one has run out. */
  Line line(boolean renewFirst, ExpiryNotice expiry) {
    HeadquartersRow row =
        headquarters.findById(1).orElseThrow(() -> NOT_ENROLLED.at("").asException());
    if (!renewFirst && !renewal.isOver(row)) {
      return Line.open(channels, row, expiry);
    }
    try (Line old = Line.open(channels, row, new ExpiryNotice())) {
      Line line = Line.open(channels, renewal.run(row, old.channel(), old.pinned()), expiry);
      line.traffic().add(old.traffic());
      return line;
    }
  }

  /** The present log's conversation, to be run by the caller. */
  Conversation conversation(Line line, int opening) {
    return new Conversation(OwnLog.present(logs), inbox, line.pinned(), opening, underWay);
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

  /** What features do once a laptop is current; whoever comes meanwhile leaves it to the first. */
  void errands(Line line) {
    if (!runningErrands.tryLock()) {
      return;
    }
    try {
      errands.forEach(errand -> errand.run(line));
    } finally {
      runningErrands.unlock();
    }
  }

  /**
   * Gets a new certificate over a line that stands, where the present one runs out soon; whether it
   * did. What fails is tried again later, and is no fault of the synchronisation.
   */
  boolean renew(Line line) {
    try {
      return renewal.along(line);
    } catch (RefusedException later) {
      LOG.info("renewal.waits code={}", later.refusal().code().name());
      return false;
    }
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

  /** What the last run of this process has done, to its end or not; nothing before the first. */
  public SyncReport report() {
    return last;
  }

  private SyncReport run(Line line, long mostFileBytes) {
    var run = new Run(line, logs.present().epoch(), clock.instant());
    line.dial();
    try {
      Delivered files = run.exchange(mostFileBytes);
      last = run.report(files);
      return last;
    } catch (RefusedException refused) {
      last = run.report(deliveries.soFar()).because(refused.refusal().code().name());
      throw refused;
    }
  }

  /** All calls of one synchronisation over a line. */
  private final class Run {
    private final Line line;
    private final int epoch;
    private final Instant start;
    private final long dialled = Conversation.millis();
    private final Tally all = new Tally();
    private long current; // when nothing of the log waited any more

    Run(Line line, int epoch, Instant start) {
      this.line = line;
      this.epoch = epoch;
      this.start = start;
    }

    SyncReport report(Delivered files) {
      long until = all.acknowledgedAt() > 0 ? all.acknowledgedAt() : current;
      long taken = (until > 0 ? until : Conversation.millis()) - dialled;
      return SyncReport.of(
              all,
              log.acknowledged(),
              logs.present().epoch() != epoch,
              start,
              Duration.ofMillis(taken))
          .with(files, deliveries.waiting(), line.traffic());
    }

    Delivered exchange(long mostFileBytes) {
      Optional<RefusedException> unhealed = Optional.empty();
      boolean healed = false;
      int opening = Opening.NEWEST;
      for (int call = 0; call < MOST_CALLS; call++) {
        try (Conversation conversation = conversation(line, opening)) {
          Laptop laptop = conversation.once(line.channel(), false);
          all.add(laptop.tally());
          if (laptop.isDone()) {
            current = Conversation.millis();
            if (!healed && !laptop.lacking().isEmpty()) {
              healed = true;
              unhealed = heal(line, laptop.lacking(), opening, all);
              continue; // it may have appended again what the server had lost; and was it healed?
            }
            contact();
            errands(line);
            renew(line);
            Delivered files = deliveries.run(line.channel(), mostFileBytes);
            if (!laptop.lacking().isEmpty()) {
              throw unhealed.orElseGet(() -> unhealed(laptop));
            }
            return files;
          }
          if (isHelloUnknown(laptop) && opening != Opening.NONE) {
            opening = Opening.NONE;
          } else if (!laptop.isToBeginAgain()) {
            throw conversation.refusal();
          }
        }
      }
      throw LOG_FORKED.at("epoch " + logs.present().epoch()).asException();
    }
  }

  /** Whether the server is older than what the hello said: it is said again, the plain way. */
  static boolean isHelloUnknown(Laptop laptop) {
    return laptop
        .stopped()
        .filter(
            it ->
                it.getCode() == SyncRefusal.SYNC_REFUSAL_OPENING_UNKNOWN
                    || it.getCode() == SyncRefusal.SYNC_REFUSAL_MALFORMED && it.getNumber() == 0)
        .isPresent();
  }

  /**
   * Sends what a server that was restored from a copy lacks of earlier epochs, or appends it to the
   * present log; why the first that was refused was not taken.
   */
  private Optional<RefusedException> heal(Line line, List<Integer> epochs, int opening, Tally all) {
    Optional<RefusedException> refused = Optional.empty();
    for (int epoch : epochs) {
      try (var conversation =
          new Conversation(OwnLog.past(logs, epoch), inbox, line.pinned(), opening, underWay)) {
        Laptop laptop = conversation.once(line.channel(), true);
        all.add(laptop.tally());
        if (!laptop.isDone() && refused.isEmpty()) {
          refused =
              Optional.of(
                  laptop
                      .stopped()
                      .map(why -> unhealed(epoch, Conversation.where(why)))
                      .orElseGet(conversation::refusal));
        }
      }
    }
    return refused;
  }

  private static RefusedException unhealed(Laptop laptop) {
    return unhealed(laptop.lacking().get(0), "still lacking");
  }

  private static RefusedException unhealed(int epoch, String why) {
    return EARLIER_LOG_REFUSED.at("epoch " + epoch + ": " + why).asException();
  }
}
