package retex.agent.sync;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.vault.IdleLock;
import retex.agent.vault.Vault;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * The synchronisation that a person asks for: one at a time, in a thread of its own, since a slow
 * link takes longer than a browser waits. What came of it is kept until it was told. Safe for use
 * by several threads.
 */
@Singleton
final class AskedRun {

  private static final Logger LOG = LoggerFactory.getLogger(AskedRun.class);

  private final Sync sync;
  private final Vault vault;
  private final IdleLock idle;
  private boolean underWay;
  private Outcome outcome = Outcome.NONE;

  AskedRun(Sync sync, Vault vault, IdleLock idle) {
    this.sync = sync;
    this.vault = vault;
    this.idle = idle;
  }

  /** Begins one, unless one is under way. */
  synchronized void begin() {
    if (!underWay) {
      underWay = true;
      outcome = Outcome.NONE;
      var thread = new Thread(() -> idle.during(this::run), "sync-asked");
      thread.setDaemon(true);
      thread.start();
    }
  }

  synchronized boolean isUnderWay() {
    return underWay;
  }

  /** That one is under way, or what came of the last one, which is told only once. */
  synchronized Outcome told() {
    if (underWay) {
      return Outcome.UNDER_WAY;
    }
    Outcome told = outcome;
    outcome = Outcome.NONE;
    return told;
  }

  private void run() {
    Outcome led = Outcome.NONE;
    try {
      led = new Outcome(false, Optional.of(sync.run()), Optional.empty(), "");
    } catch (RefusedException refused) {
      led = new Outcome(false, Optional.empty(), Optional.of(refused.refusal()), "");
    } catch (RuntimeException bug) {
      if (vault.isOpen()) { // locked in the middle is no bug
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("sync.incident number={} at={}", number, bug.getStackTrace()[0]);
        led = new Outcome(false, Optional.empty(), Optional.empty(), number);
      }
    } finally {
      end(led);
    }
  }

  private synchronized void end(Outcome led) {
    underWay = false;
    outcome = led;
  }

  /**
   * What was done, or why not, or the number of an incident; nothing where there is none to tell.
   */
  record Outcome(
      boolean underWay, Optional<SyncReport> report, Optional<Refusal> refusal, String incident) {

    static final Outcome NONE = new Outcome(false, Optional.empty(), Optional.empty(), "");
    static final Outcome UNDER_WAY = new Outcome(true, Optional.empty(), Optional.empty(), "");
  }
}
