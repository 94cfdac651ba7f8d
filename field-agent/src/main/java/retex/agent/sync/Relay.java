package retex.agent.sync;

import static retex.agent.sync.SyncRefused.FILES_STOPPED;
import static retex.agent.sync.SyncRefused.LINK_DOWN;

import io.grpc.ManagedChannel;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.record.Log;
import retex.agent.web.Words;
import retex.refusal.RefusedException;
import retex.relay.Mailing;
import retex.relay.Measures;
import retex.relay.TeamLine;
import retex.relay.TeamMail;

/**
 * Hands files of teams to headquarters and brings those for this laptop, behind the records and
 * within the budget of files. A cut costs what was under way. One run at a time; safe to run again.
 */
@Singleton
@Order(4)
final class Relay implements UnderWay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 1_000;

  private final TeamMail mail;
  private final Budget budget;
  private final Log log;
  private final ReentrantLock running = new ReentrantLock();
  private final RandomGenerator random = new SecureRandom();
  private final long patienceMillis;
  private volatile Optional<Crossing> crossing = Optional.empty();
  private final Hourly asking = new Hourly();

  @Inject
  Relay(TeamMail mail, Budget budget, Log log) {
    this(mail, budget, log, PATIENCE);
  }

  Relay(TeamMail mail, Budget budget, Log log, Duration patience) {
    this.mail = mail;
    this.budget = budget;
    this.log = log;
    this.patienceMillis = patience.toMillis();
  }

  /**
   * Sends and brings what waits, at most so many bytes of files both ways; how many crossed.
   * Refuses with {@code LINK_DOWN} on a cut and {@code FILES_STOPPED} where headquarters ends the
   * call. An older headquarters passes nothing on.
   */
  long run(ManagedChannel channel, long most) {
    if (!mail.isInUse() || !running.tryLock()) {
      return 0;
    }
    try {
      long allowed = Math.min(most, budget.allowance());
      var allowance = new Allowance(budget, allowed);
      crossed(channel, terms(allowance, () -> true, false));
      return allowed - allowance.left();
    } finally {
      running.unlock();
    }
  }

  /**
   * The same as long as a conversation on the same line stays and no record waits, hearing at once
   * of what comes, in a thread of its own.
   */
  void along(ManagedChannel channel, BooleanSupplier goesOn) {
    var thread =
        new Thread(
            () -> {
              try {
                BackOff backOff = BackOff.NONE;
                boolean isKnown = true;
                while (isKnown && goesOn.getAsBoolean()) {
                  try {
                    isKnown = turn(channel, goesOn);
                    backOff = BackOff.NONE;
                  } catch (RuntimeException later) { // refused or busy: the line may stand
                    LOG.info("sync.team_waits at={}", said(later));
                    Thread.sleep(backOff.pause(random).toMillis());
                    backOff = backOff.failed();
                  }
                  Thread.sleep(LOOK_MILLIS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "sync-team");
    thread.setDaemon(true);
    thread.start();
  }

  private static String said(RuntimeException later) {
    return later instanceof RefusedException refused
        ? refused.refusal().code().name()
        : later.getClass().getSimpleName();
  }

  @Override
  public Optional<String> progress(Words words) {
    return crossing.map(
        it -> words.say("sync.team.progress", it.done() / 1_000.0, it.bytes() / 1_000.0));
  }

  /** Whether a file crosses. */
  boolean isCrossing() {
    return crossing.isPresent();
  }

  /** Files that wait to be handed over. */
  TeamMail.Load waiting() {
    return mail.load();
  }

  /** Bytes of a file that have crossed, of so many. */
  private record Crossing(long done, long bytes) {}

  /** False where headquarters knows nothing of teams. */
  private boolean turn(ManagedChannel channel, BooleanSupplier goesOn) {
    long allowed = budget.allowance();
    if (allowed <= 0 || !mail.isInUse() || log.pending() > 0 || !running.tryLock()) {
      return true;
    }
    try {
      BooleanSupplier isFree = () -> goesOn.getAsBoolean() && log.pending() == 0;
      return crossed(channel, terms(new Allowance(budget, allowed), isFree, true));
    } finally {
      running.unlock();
    }
  }

  /** False where headquarters knows nothing of teams. */
  private boolean crossed(ManagedChannel channel, Mailing.Terms terms) {
    try {
      var line = new TeamCalls(channel, patienceMillis);
      new Mailing(mail, line, Measures.CONTRACT, asking, terms).run();
      return true;
    } catch (TeamLine.Ended ended) {
      if (ended.how() == TeamLine.How.UNKNOWN) {
        LOG.info("sync.team_unknown");
        return false;
      }
      throw LINK_DOWN.at("").asException();
    } catch (Mailing.Stopped stopped) {
      String why = stopped.why().name().replace("TEAM_REFUSAL_", "");
      throw FILES_STOPPED.at(why).asException();
    }
  }

  private Mailing.Terms terms(Allowance most, BooleanSupplier goesOn, boolean stays) {
    return new Mailing.Terms(most, goesOn, stays, new Watching());
  }

  private final class Watching implements Mailing.Watch {

    @Override
    public void crosses(long done, long bytes) {
      crossing = Optional.of(new Crossing(done, bytes));
    }

    @Override
    public void rests() {
      crossing = Optional.empty();
    }
  }
}
