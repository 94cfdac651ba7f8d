package retex.agent.sync;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.record.Growth;
import retex.agent.sync.LineState.Kind;
import retex.agent.vault.Vault;
import retex.exchange.Laptop;
import retex.exchange.Synchronisation;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.wire.Opening;

/**
 * Keeps a conversation with headquarters open while the laptop is served and unlocked: what is
 * written leaves at once, news come as they are. Calls again after every cut, with growing pauses.
 * Over a metered line, or outside the hours set, it keeps {@link Manners}. One thread of its own;
 * to be closed.
 */
@Singleton
@Bean(preDestroy = "close")
public final class Staying implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Staying.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long RENEWAL_LOOK_MILLIS = 3_600_000; // one that failed is tried again so
  private static final long HEALING_MILLIS = 3_600_000; // what headquarters refused to have healed
  private static final long HEALING_FAILED_MILLIS =
      600_000; // what it did not refuse in so many words
  private static final long OPENING_MILLIS = 3_600_000;
  private static final long CONTACT_MILLIS = 3_600_000; // noted while the line stands
  private static final long CONTACT_AGAIN_MILLIS = 60_000; // and where something was acknowledged
  private static final long BESIDE_LOOK_MILLIS = 15_000;

  private final BeanProvider<Sync> sync;
  private final Vault vault;
  private final Manners manners;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final RandomGenerator random = new SecureRandom();

  private volatile LineState state = LineState.OFF;
  private volatile Runnable look = () -> {}; // of the conversation that stands
  private BackOff backOff = BackOff.NONE;
  private final AtomicLong choices = new AtomicLong(); // that were made
  private long heeded; // of these, when the last call began
  private volatile long notBefore =
      Conversation.millis(); // monotonic: a clock that jumps stops no call
  private int opening = Opening.NEWEST;
  private long newestAt = notBefore; // where headquarters was older, it may not stay so
  private boolean renewFirst;
  private Optional<Heard> heard = Optional.empty();
  private volatile long healsAt = Conversation.millis();
  private Optional<Refusal> unhealed = Optional.empty();

  Staying(BeanProvider<Sync> sync, Vault vault, Manners manners, Clock clock, Growth growth) {
    this.sync = sync;
    this.vault = vault;
    this.manners = manners;
    this.clock = clock;
    growth.whenGrown(() -> look.run());
  }

  /** Begins, in a thread of its own, where the configuration lets it. */
  public void start() {
    if (manners.isConnected()) {
      var thread = new Thread(this::run, "sync-line");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** What a person has chosen counts from now on. */
  void again() {
    choices.incrementAndGet(); // first: a call that ends meanwhile sees it
    notBefore = Conversation.millis();
  }

  LineState state() {
    return state;
  }

  private void run() {
    while (!await()) {
      try {
        look();
      } catch (RefusedException refused) {
        Refusal why = obeying(refused).refusal();
        LOG.info("sync.waits code={}", why.code().name());
        boolean isHeard = why.code() != SyncRefused.LINK_DOWN;
        pause(isHeard && manners.isMetered() ? manners.every() : Duration.ZERO);
        state = state.because(why);
      } catch (RuntimeException bug) {
        if (vault.isOpen()) { // locked in the middle is no bug
          LOG.error("sync.incident at={}", bug.getStackTrace()[0]);
        }
        pause(manners.isMetered() ? manners.every() : Duration.ZERO);
      }
    }
  }

  private RefusedException obeying(RefusedException refused) {
    try {
      return sync.get().obeying(refused, false);
    } catch (RefusedException cut) {
      return cut;
    }
  }

  private boolean await() {
    try {
      return closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void look() {
    heeded = choices.get();
    if (!vault.isOpen() || !sync.get().isEnrolled()) {
      state = LineState.OFF;
    } else if (!manners.mayCall(localTime())) {
      state = new LineState(Kind.OUT_OF_HOURS, today(manners.opens(localTime())));
    } else if (Conversation.millis() >= notBefore) {
      call();
    }
  }

  private void call() {
    state = new LineState(Kind.CALLING, clock.instant());
    if (manners.isMetered()) {
      if (isTimeToHear() || sync.get().status().pending() > 0) {
        LOG.info(
            "sync.done records={}",
            sync.get().runUnasked(0).records()); // files wait for the button
        heard = Optional.of(new Heard(Conversation.millis(), clock.instant()));
        backOff = BackOff.NONE;
      }
      waitFor(Kind.METERED, manners.every());
    } else {
      new Call().run();
    }
  }

  private boolean isTimeToHear() {
    return heard
        .map(it -> it.isOlderThan(manners.hearsEvery(), Conversation.millis(), clock.instant()))
        .orElse(true);
  }

  private void pause(Duration least) {
    Duration pause = backOff.pause(random);
    waitFor(Kind.PAUSED, pause.compareTo(least) < 0 ? least : pause);
    backOff = backOff.failed();
  }

  /** Not where something was chosen since the call began. */
  private void waitFor(Kind kind, Duration pause) {
    notBefore = Conversation.millis() + pause.toMillis();
    if (choices.get() != heeded) {
      notBefore = Conversation.millis();
    }
    state = new LineState(kind, clock.instant().plus(pause));
  }

  private LocalTime localTime() {
    return LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  private Instant today(LocalTime time) {
    var now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    var then = now.with(time);
    return (then.isBefore(now) ? then.plusDays(1) : then)
        .atZone(ZoneId.systemDefault())
        .toInstant();
  }

  /**
   * When headquarters was last heard over a metered line, by both clocks: the monotonic one stands
   * while the laptop sleeps, and the other may jump, which costs a call.
   */
  private record Heard(long millis, Instant at) {

    boolean isOlderThan(Duration most, long nowMillis, Instant now) {
      return nowMillis - millis >= most.toMillis()
          || Duration.between(at, now).abs().compareTo(most) >= 0;
    }
  }

  /** One conversation, until it ends. */
  private final class Call implements Conversation.Watch {
    private volatile boolean lacks;
    private volatile long contactAt = Conversation.millis();
    private volatile boolean ended;
    private volatile boolean renewed;
    private final CountDownLatch over = new CountDownLatch(1);
    private Runnable beside = () -> {};
    private Runnable files = () -> {};

    void run() {
      if (Conversation.millis() >= newestAt) {
        opening = Opening.NEWEST;
      }
      var expiry = new ExpiryNotice();
      try (Line line = sync.get().line(renewFirst, expiry)) {
        beside = () -> beside(line);
        line.dial();
        files = () -> sync.get().deliverAlong(line, () -> !ended && goesOn());
        try (Conversation conversation = sync.get().conversation(line, opening)) {
          look = conversation::look;
          long before = sync.get().acknowledged();
          Laptop laptop = conversation.stay(line.channel(), this);
          if (vault.isOpen() && sync.get().acknowledged() != before) {
            backOff = BackOff.NONE; // the line works, even if it never holds until all has crossed
          }
          judge(laptop, conversation);
        }
      } finally {
        ended = true;
        look = () -> {};
        over.countDown();
        renewFirst = expiry.isGiven();
      }
      if (heals()) {
        heal();
      }
    }

    private boolean heals() {
      return lacks && Conversation.millis() >= healsAt;
    }

    /** What cannot be healed is so for long: meanwhile the line stands. */
    private void heal() {
      healsAt = Conversation.millis() + HEALING_FAILED_MILLIS; // whatever it ends by
      try {
        sync.get().runUnasked(Long.MAX_VALUE);
        healsAt = Conversation.millis();
        unhealed = Optional.empty();
        backOff = BackOff.NONE;
      } catch (RefusedException refused) {
        if (refused.refusal().code() == SyncRefused.EARLIER_LOG_REFUSED) {
          unhealed = Optional.of(refused.refusal());
          healsAt = Conversation.millis() + HEALING_MILLIS;
        }
        throw refused;
      }
    }

    /** A store that is busy for a moment costs no line. */
    private void contact() {
      contactAt = Conversation.millis();
      try {
        sync.get().contact();
      } catch (RuntimeException bug) {
        failed(bug);
      }
    }

    private void judge(Laptop laptop, Conversation conversation) {
      if (opening != Opening.NONE && Synchronisation.isHelloUnknown(laptop)) {
        opening = Opening.NONE;
        newestAt = Conversation.millis() + OPENING_MILLIS;
      } else if (!laptop.isDone() && !laptop.isToBeginAgain()) {
        throw conversation.refusal();
      }
    }

    @Override
    public boolean goesOn() {
      return !heals()
          && !renewed
          && closed.getCount() > 0
          && vault.isOpen()
          && !manners.isMetered()
          && manners.mayCall(localTime());
    }

    @Override
    public long changes() {
      return vault.isOpen() ? vault.changes() : 0;
    }

    @Override
    public void current(Laptop laptop) {
      lacks = !laptop.lacking().isEmpty();
      if (!heals()) {
        backOff = BackOff.NONE;
      }
      contact();
      var open = new LineState(Kind.OPEN, clock.instant());
      state = lacks && unhealed.isPresent() ? open.because(unhealed.get()) : open;
      LOG.info("sync.current");
      var thread = new Thread(beside, "sync-beside");
      thread.setDaemon(true);
      thread.start();
      files.run();
    }

    /**
     * Looks now and then whether the certificate is to be renewed: a line may stand for weeks, and
     * the next one shows the new one. In a thread of its own, so that what is acknowledged
     * meanwhile is noted.
     */
    private void beside(Line line) {
      try {
        long renewalAt = Conversation.millis();
        while (!ended && goesOn()) {
          if (Conversation.millis() >= contactAt + CONTACT_MILLIS) {
            contact();
          }
          if (Conversation.millis() >= renewalAt) {
            renewalAt = Conversation.millis() + RENEWAL_LOOK_MILLIS;
            renewed = isRenewed(line);
          }
          over.await(BESIDE_LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean isRenewed(Line line) {
      try {
        return sync.get().renew(line);
      } catch (RuntimeException bug) {
        failed(bug);
        return false;
      }
    }

    /**
     * Such as a store that was busy for long: nothing that is to end what is done beside a line.
     */
    private void failed(RuntimeException bug) {
      if (vault.isOpen() && !ended) { // locked in the middle is no bug
        LOG.error("sync.incident at={}", bug.getStackTrace()[0]);
      }
    }

    @Override
    public void acknowledged(long records) {
      LOG.info("sync.acknowledged records={}", records);
      if (state.kind() == Kind.OPEN
          && Conversation.millis() >= contactAt + CONTACT_AGAIN_MILLIS) { // not with each batch
        contact();
      }
    }
  }
}
