package retex.agent.sync;

import io.grpc.ManagedChannel;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.attachment.Attachments;
import retex.agent.record.Log;
import retex.agent.record.NamedFiles;
import retex.agent.sync.DeliveryCall.Door;
import retex.agent.web.Words;
import retex.contract.FileHash;
import retex.delivery.Measures;
import retex.delivery.Plan;
import retex.delivery.Sending;
import retex.refusal.RefusedException;

/**
 * Brings photographs and documents to headquarters, behind the records that name them and within
 * the budget. Headquarters says what it lacks and from which byte on, so nothing crosses twice. One
 * run at a time; safe to run again after any cut.
 */
@Singleton
@Order(2)
final class Deliveries implements UnderWay {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final long NOTE_EVERY = 262_144; // bytes spent that a crash may forget
  private static final long LOOK_MILLIS = 2_000;

  private final NamedFiles named;
  private final Outgoing files;
  private final Budget budget;
  private final Log log;
  private final ReentrantLock running = new ReentrantLock();
  private volatile Optional<Sending> run = Optional.empty();
  private volatile Delivered soFar = Delivered.NOTHING;
  private final RandomGenerator random = new SecureRandom();
  private volatile boolean namesUnderstood = true;
  private final Hourly asking = new Hourly();

  Deliveries(NamedFiles named, Attachments attachments, Budget budget, Log log) {
    this.named = named;
    this.files = new Outgoing(named, attachments);
    this.budget = budget;
    this.log = log;
  }

  /** Sends what may cross, at most so many bytes; refuses with {@link SyncRefused} on a cut. */
  Delivered run(ManagedChannel channel, long most) {
    return Delivered.orLeft(() -> run(channel, most, () -> true), this::soFar);
  }

  /** The same in a thread of its own, while a conversation on the line stays and nothing waits. */
  void along(ManagedChannel channel, BooleanSupplier goesOn) {
    namesUnderstood = true;
    var thread =
        new Thread(
            () -> {
              try {
                BackOff backOff = BackOff.NONE;
                while (goesOn.getAsBoolean()) {
                  backOff = isTried(channel, goesOn) ? BackOff.NONE : backOff.failed();
                  long until = Conversation.millis() + backOff.pause(random).toMillis();
                  do {
                    Thread.sleep(LOOK_MILLIS);
                  } while (goesOn.getAsBoolean() && Conversation.millis() < until);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "sync-files");
    thread.setDaemon(true);
    thread.start();
  }

  /** False where it is to be tried again later: the line may be sound, and stand for weeks. */
  private boolean isTried(ManagedChannel channel, BooleanSupplier goesOn) {
    try {
      if (log.pending() == 0) {
        run(channel, Long.MAX_VALUE, () -> goesOn.getAsBoolean() && log.pending() == 0);
      }
      return true;
    } catch (RefusedException refused) {
      LOG.info("sync.files_wait code={}", refused.refusal().code().name());
    } catch (RuntimeException bug) { // or locked in the middle
      LOG.warn("sync.files_wait at={}", bug.getClass().getSimpleName());
    }
    return false;
  }

  @Override
  public Optional<String> progress(Words words) {
    return run.map(it -> FileWords.progress(it.progress(), words));
  }

  /** Whether files cross, or are about to. */
  boolean isCrossing() {
    return run.isPresent();
  }

  /** Files that wait. */
  NamedFiles.Load waiting() {
    return named.waiting();
  }

  Budget budget() {
    return budget;
  }

  private Delivered run(ManagedChannel channel, long most, BooleanSupplier goesOn) {
    long allowed = Math.min(most, budget.allowance());
    if (!running.tryLock()) {
      return Delivered.NOTHING;
    }
    try {
      boolean isNone = files.sendable().isEmpty();
      if (isNone && !isToAsk()) {
        return Delivered.NOTHING;
      }
      if (allowed == 0) {
        return isNone ? Delivered.NOTHING : new Delivered(0, 0, 0, false, true, 0);
      }
      run(Door.ordinary(channel), Plan.ofWaiting(files, allowed, goesOn));
      return soFar;
    } finally {
      running.unlock();
    }
  }

  /**
   * Brings whatever is wanted of a revoked laptop, without regard to its budget: there is no next
   * time. Those that it refused.
   */
  Set<FileHash> handOver(Door door) {
    running.lock();
    try {
      Set<FileHash> refused = new HashSet<>();
      Set<FileHash> inVain = new HashSet<>();
      boolean isMore;
      do {
        Sending now = run(door, Plan.ofAll(files, inVain));
        refused.addAll(now.notTaken());
        isMore = now.isMoreWanted(inVain);
        inVain.addAll(now.inVain());
      } while (isMore);
      return refused;
    } finally {
      running.unlock();
    }
  }

  /** Whether headquarters is asked though nothing waits: it may have been put back from a copy. */
  private boolean isToAsk() {
    return named.isAny() && asking.isDue();
  }

  /** A synchronisation begins, which has brought nothing over yet. */
  void begin() {
    namesUnderstood = true; // by a newer headquarters, it may be
    soFar = Delivered.NOTHING;
  }

  /** What the last run brought over, to its end or not. */
  Delivered soFar() {
    return soFar;
  }

  /** An older headquarters does not understand what is not sent. */
  private Sending run(Door door, Plan plan) {
    if (plan.notSent().isEmpty() || !namesUnderstood) {
      return call(door, plan.withoutNames());
    }
    try {
      return call(door, plan);
    } catch (RefusedException refused) {
      if (!refused.refusal().equals(SyncRefused.FILES_STOPPED.at("MALFORMED"))) {
        throw refused;
      }
      namesUnderstood = false;
      return call(door, plan.withoutNames());
    }
  }

  private Sending call(Door door, Plan plan) {
    long began = Conversation.millis();
    var sending = new Sending(files, Measures.CONTRACT, plan, began);
    var spending = new Spending(sending);
    run = Optional.of(sending);
    try {
      new DeliveryCall(door, sending).run(spending::note);
      LOG.info(
          "sync.files kept={} refused={} bytes={}",
          sending.done(),
          sending.refused(),
          sending.sent());
      soFar = delivered(sending, began, sending.isOverBudget());
      return sending;
    } catch (RuntimeException stopped) {
      soFar = delivered(sending, began, false);
      throw stopped;
    } finally {
      run = Optional.empty();
      spending.noteAll();
      if (sending.isBegun()) {
        asking.asked();
      }
    }
  }

  private static Delivered delivered(Sending it, long began, boolean isOverBudget) {
    double seconds = (Conversation.millis() - began) / 1_000.0;
    return new Delivered(it.done(), it.sent(), it.refused(), it.isResumed(), isOverBudget, seconds);
  }

  /** What of a call is noted as spent. */
  private final class Spending {
    private final Sending call;
    private long noted;

    Spending(Sending call) {
      this.call = call;
    }

    void note() {
      if (call.sent() - noted >= NOTE_EVERY) {
        noteAll();
      }
    }

    void noteAll() {
      budget.spend(call.sent() - noted);
      noted = call.sent();
    }
  }
}
