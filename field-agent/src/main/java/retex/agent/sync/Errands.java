package retex.agent.sync;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.record.Log;
import retex.refusal.RefusedException;

/**
 * What features do over a line, last of all: behind the records, this laptop's own photographs and
 * the files of its teams. One run at a time; safe to run again.
 */
@Singleton
final class Errands {

  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final long LOOK_MILLIS = 15_000; // what is given to carry may come later
  private static final long FIRST_MILLIS = 2_000; // by then what is to go first has begun
  private static final long END_MILLIS = 1_000; // within which the end of the line is seen

  private final List<Errand> errands;
  private final Deliveries deliveries;
  private final Relay relay;
  private final Log log;
  private final ReentrantLock running = new ReentrantLock();
  private final RandomGenerator random = new SecureRandom();

  Errands(List<Errand> errands, Deliveries deliveries, Relay relay, Log log) {
    this.errands = errands;
    this.deliveries = deliveries;
    this.relay = relay;
    this.log = log;
  }

  /** Does all within so many bytes and the budget, less what this laptop's own files need. */
  void run(Line line, long most) {
    run(line, most, () -> true);
  }

  /**
   * Looks now and then for something to do, as long as a conversation on the same line stays and
   * nothing of this laptop's own waits or crosses, in a thread of its own.
   */
  void along(Line line, BooleanSupplier goesOn) {
    var thread =
        new Thread(
            () -> {
              try {
                BackOff backOff = BackOff.NONE;
                long due = Conversation.millis() + FIRST_MILLIS;
                while (goesOn.getAsBoolean()) {
                  Thread.sleep(END_MILLIS);
                  if (Conversation.millis() >= due) {
                    backOff = isTried(line, goesOn) ? BackOff.NONE : backOff.failed();
                    long pause = Math.max(LOOK_MILLIS, backOff.pause(random).toMillis());
                    due = Conversation.millis() + pause;
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "sync-errands");
    thread.setDaemon(true);
    thread.start();
  }

  /** False where they are to be tried again later: cut in the middle of an answer, or so. */
  private boolean isTried(Line line, BooleanSupplier goesOn) {
    try {
      run(line, Long.MAX_VALUE, () -> goesOn.getAsBoolean() && isFree());
      return true;
    } catch (RefusedException later) {
      LOG.info("errand.waits code={}", later.refusal().code().name());
    } catch (RuntimeException bug) { // or locked in the middle
      LOG.warn("errand.waits at={}", bug.getClass().getSimpleName());
    }
    return false;
  }

  private boolean isFree() {
    return log.pending() == 0 && !deliveries.isCrossing() && !relay.isCrossing();
  }

  /** Whoever comes meanwhile leaves it to the first. */
  private void run(Line line, long most, BooleanSupplier goesOn) {
    long allowed = Math.min(most, deliveries.budget().allowance()) - deliveries.waiting().bytes();
    if (allowed <= 0 || !goesOn.getAsBoolean() || !running.tryLock()) {
      return;
    }
    try {
      var allowance = new Allowance(deliveries.budget(), allowed);
      errands.forEach(errand -> errand.run(line, allowance, goesOn));
    } finally {
      running.unlock();
    }
  }
}
