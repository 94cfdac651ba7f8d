package retex.agent.sync;

import static retex.agent.sync.SyncRefused.EARLIER_LOG_REFUSED;
import static retex.agent.sync.SyncRefused.LOG_FORKED;
import static retex.agent.sync.SyncRefused.NOT_ENROLLED;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.vault.Vault;
import retex.contract.Micros;
import retex.exchange.Synchronisation;
import retex.exchange.Tally;
import retex.refusal.RefusedException;
import retex.relay.TeamMail;

/**
 * Brings this laptop and headquarters to the same state, once. Safe to run again at any time, after
 * any cut; one run at a time in this process, and two processes do no harm.
 */
@Singleton
public final class Sync {

  private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

  private final Log log;
  private final Logs logs;
  private final Library library;
  private final Inbox inbox;
  private final HeadquartersRows headquarters;
  private final Renewal renewal;
  private final Channels channels;
  private final Deliveries deliveries;
  private final Relay relay;
  private final HandOver handOver;
  private final RecordsUnderWay underWay;
  private final Vault vault;
  private final Clock clock;
  private final Errands errands;
  private final Choices choices;
  private final ReentrantLock running = new ReentrantLock();
  private volatile boolean hasLater;
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
      Relay relay,
      HandOver handOver,
      RecordsUnderWay underWay,
      Vault vault,
      Clock clock,
      Errands errands,
      Choices choices) {
    this.choices = choices;
    this.log = log;
    this.errands = errands;
    this.logs = logs;
    this.library = library;
    this.inbox = inbox;
    this.headquarters = headquarters;
    this.renewal = renewal;
    this.channels = channels;
    this.deliveries = deliveries;
    this.relay = relay;
    this.handOver = handOver;
    this.underWay = underWay;
    this.vault = vault;
    this.clock = clock;
  }

  /** Runs to the end; refuses with {@link SyncRefused} where it cannot. */
  public SyncReport run() {
    return run(Long.MAX_VALUE);
  }

  /** The same with at most so many bytes of photographs and documents behind the records. */
  public SyncReport run(long mostFileBytes) {
    return run(mostFileBytes, true);
  }

  /** The same without anybody having asked for it: drafts outlive an order to hand over. */
  SyncReport runUnasked(long mostFileBytes) {
    return run(mostFileBytes, false);
  }

  private SyncReport run(long mostFileBytes, boolean isAsked) {
    running.lock();
    try {
      return call(mostFileBytes);
    } catch (RefusedException refused) {
      throw obeying(refused, isAsked);
    } finally {
      running.unlock();
    }
  }

  /** Where this laptop was revoked, follows the order; what the caller is refused with. */
  RefusedException obeying(RefusedException refused, boolean isAsked) {
    return refused.refusal().code() == SyncRefused.DEVICE_REVOKED
        ? handOver.obey(isAsked)
        : refused;
  }

  private SyncReport call(long mostFileBytes) {
    var expiry = new ExpiryNotice();
    Optional<Run> first = Optional.empty();
    try (Line line = line(false, expiry)) {
      var run = new Run(line, clock.instant(), first);
      first = Optional.of(run);
      return over(run, mostFileBytes);
    } catch (RefusedException refused) {
      if (!expiry.isGiven()) {
        throw refused;
      }
      try (Line line = line(true, new ExpiryNotice())) { // this laptop's clock is behind
        return over(new Run(line, clock.instant(), first), mostFileBytes);
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
    var it = new Conversation(OwnLog.present(logs), inbox, line.pinned(), opening, underWay);
    int epoch = logs.present().epoch();
    it.tellEnds(
        current ->
            hasLater = current.getLogsList().stream().anyMatch(end -> end.getEpoch() > epoch));
    return it;
  }

  /**
   * Sends photographs and documents, and files of teams, on a conversation's line that stays, and
   * behind them does what features do.
   */
  void deliverAlong(Line line, BooleanSupplier goesOn) {
    deliveries.along(line.channel(), goesOn);
    relay.along(line.channel(), goesOn);
    errands.along(line, goesOn);
  }

  /** Whether there is a server to call. */
  boolean isEnrolled() {
    return headquarters.findById(1).isPresent();
  }

  /** How many entries headquarters has, as far as this laptop knows. */
  long acknowledged() {
    return log.acknowledged();
  }

  /**
   * Whether headquarters has an epoch of this laptop's log behind the present one: a copy of before
   * was put back here, and what stands there does not come back.
   */
  boolean hasLater() {
    return hasLater;
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
    if (!hasLater) {
      vault.caughtUp();
    }
  }

  /** Where the laptop stands. */
  public SyncStatus status() {
    Optional<HeadquartersRow> row = headquarters.findById(1);
    TeamMail.Load team = relay.waiting();
    Choice choice = choices.now();
    return new SyncStatus(
        logs.present().device().hex(),
        row.map(HeadquartersRow::address).orElse(null),
        log.pending(),
        log.acknowledged(),
        row.filter(it -> it.lastContact() > 0)
            .map(it -> Micros.instant(it.lastContact()).toString())
            .orElse(null),
        library.version(),
        library.units().size(),
        team.files(),
        team.bytes(),
        choice.hours(),
        choice.metered(),
        choice.proxy());
  }

  /** What the last run of this process has done, to its end or not; nothing before the first. */
  public SyncReport report() {
    return last;
  }

  private SyncReport over(Run run, long mostFileBytes) {
    run.line.dial();
    try {
      run.exchange(mostFileBytes);
      last = run.report();
      return last;
    } catch (RefusedException refused) {
      run.end();
      last = run.report().because(refused.refusal().code().name());
      throw refused;
    }
  }

  /**
   * All calls of one synchronisation over a line, and what follows them. Where one {@code before}
   * was ended because the certificate had run out, what it moved counts with this one.
   */
  private final class Run {
    private final Line line;
    private final Instant start;
    private final long dialled;
    private final Optional<Run> before;
    private final Synchronisation all;
    private long current; // when nothing of the log waited any more
    private Optional<Delivered> files = Optional.empty(); // once all were sent that may be
    private long relayed; // bytes
    private Optional<RefusedException> stopped = Optional.empty();

    Run(Line line, Instant start, Optional<Run> before) {
      this.line = line;
      this.start = before.map(it -> it.start).orElse(start);
      this.dialled = before.map(it -> it.dialled).orElseGet(Conversation::millis);
      this.before = before;
      this.all = new Synchronisation(new Calls(line));
      before.ifPresent(it -> line.traffic().add(it.line.traffic()));
    }

    SyncReport report() {
      Tally tally = tally();
      long until = tally.acknowledgedAt() > 0 ? tally.acknowledgedAt() : current;
      long taken = (until > 0 ? until : Conversation.millis()) - dialled;
      return SyncReport.of(tally, log.acknowledged(), isForked(), start, Duration.ofMillis(taken))
          .with(files(), deliveries.waiting(), relay.waiting(), line.traffic());
    }

    private Tally tally() {
      var tally = new Tally();
      before.map(Run::tally).ifPresent(tally::add);
      tally.add(all.tally());
      return tally;
    }

    private boolean isForked() {
      return all.isForked() || before.filter(Run::isForked).isPresent();
    }

    private Delivered files() {
      Delivered now = files.orElseGet(deliveries::soFar);
      return before.map(it -> it.files().and(now)).orElse(now);
    }

    /** No more follows: what was delivered until now is this run's. */
    void end() {
      files = Optional.of(files.orElseGet(deliveries::soFar));
    }

    /**
     * Records, this laptop's own photographs, the files of its teams, then what it does for others.
     * What one of these is refused stops none behind it, and the first is told.
     */
    void exchange(long mostFileBytes) {
      deliveries.begin();
      all.run();
      current = Conversation.millis();
      contact();
      renew(line);
      step(() -> files = Optional.of(deliveries.run(line.channel(), mostFileBytes)));
      end();
      long left = Math.max(0, mostFileBytes - files().bytes());
      step(() -> relayed = relay.run(line.channel(), left));
      step(() -> errands.run(line, left - relayed));
      if (!all.lacking().isEmpty()) {
        throw unhealed(all);
      }
      if (stopped.isPresent()) {
        throw stopped.get();
      }
    }

    private void step(Runnable work) {
      try {
        work.run();
      } catch (RefusedException refused) {
        stopped = stopped.or(() -> Optional.of(refused));
      }
    }
  }

  private static RefusedException unhealed(Synchronisation all) {
    return all.unhealed()
        .map(
            it ->
                it.call()
                    .laptop()
                    .stopped()
                    .map(why -> unhealed(it.epoch(), Conversation.where(why)))
                    .orElseGet(it.call()::refusal))
        .orElseGet(() -> unhealed(all.lacking().get(0), "still lacking"));
  }

  private static RefusedException unhealed(int epoch, String why) {
    return EARLIER_LOG_REFUSED.at("epoch " + epoch + ": " + why).asException();
  }

  /** Conversations of one synchronisation, over one line. */
  private final class Calls implements Synchronisation.Calls {
    private final Line line;

    Calls(Line line) {
      this.line = line;
    }

    @Override
    public Synchronisation.Call present(int opening) {
      return held(conversation(line, opening), false);
    }

    /** Sends what lacks of it, or appends that to the present log. */
    @Override
    public Synchronisation.Call earlier(int epoch, int opening) {
      return held(
          new Conversation(OwnLog.past(logs, epoch), inbox, line.pinned(), opening, underWay),
          true);
    }

    private Conversation held(Conversation conversation, boolean heals) {
      try (conversation) {
        conversation.once(line.channel(), heals);
        return conversation;
      }
    }

    @Override
    public RefusedException endless() {
      return LOG_FORKED.at("epoch " + logs.present().epoch()).asException();
    }
  }
}
