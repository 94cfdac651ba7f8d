package retex.agent.vault;

import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks the store when nobody has used a page for a while, and when the laptop wakes up without
 * having said that it would sleep: from then on no page is answered, and within two seconds the key
 * is gone. What is being done finishes first. Takes copies of the store in between, and settles its
 * write-ahead log in a pause. Only where pages are served.
 */
@Singleton
public final class IdleLock {

  private static final Logger LOG = LoggerFactory.getLogger(IdleLock.class);
  private static final Duration LONGEST_WORK = Duration.ofHours(1); // a first sync on a poor link
  private static final Duration COPY_EVERY = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofSeconds(1); // between two thoughts

  private final Vault vault;
  private final Sessions sessions;
  private final Clock clock;
  private final Duration patience;
  private final boolean isCommand;
  private final AtomicInteger working = new AtomicInteger();

  private volatile long usedAt = System.nanoTime();
  private long copiedAt = System.nanoTime();
  private long settledAt = System.nanoTime();
  private volatile Moment before;

  IdleLock(
      Vault vault,
      Sessions sessions,
      Clock clock,
      @Property(name = "retex.idle", defaultValue = "PT10M") Duration patience,
      @Property(name = "retex.command", defaultValue = "false") boolean isCommand) {
    this.vault = vault;
    this.sessions = sessions;
    this.clock = clock;
    this.patience = patience;
    this.isCommand = isCommand;
    this.before = now();
  }

  /** Does work that goes on without anybody at the pages: the store stays open until it is done. */
  public void during(Runnable work) {
    begins();
    try {
      work.run();
    } finally {
      ends();
    }
  }

  void begins() {
    working.incrementAndGet();
    usedAt = System.nanoTime();
  }

  void ends() {
    working.decrementAndGet();
    usedAt = System.nanoTime();
  }

  /** Whether the laptop slept since this last looked: then the next look locks. */
  boolean slept() {
    return !isCommand && now().sleptSince(before);
  }

  @Scheduled(fixedDelay = "2s", initialDelay = "2s")
  void look() {
    Moment now = now();
    try {
      look(now.sleptSince(before));
    } finally {
      before = now.laterBy(System.nanoTime() - now.monotonicNanos()); // a long look is no sleep
    }
  }

  private void look(boolean slept) {
    if (vault.destroyed().isPresent()) {
      sessions.endAll(); // first: what cannot be destroyed is tried again, and may fail again
      vault.destroy(); // ordered by a command beside this process, or a crash left something
      return;
    }
    if (isCommand) {
      return;
    }
    if (!vault.isOpen()) {
      usedAt = System.nanoTime(); // who opens it has as long as anybody until the first page
      return;
    }
    if (slept) {
      lock("vault.locked_after_suspend");
    } else if (since(usedAt).compareTo(working.get() == 0 ? patience : LONGEST_WORK) > 0) {
      lock("vault.locked_when_idle");
    } else if (since(copiedAt).compareTo(COPY_EVERY) > 0) {
      copiedAt = System.nanoTime();
      if (since(usedAt).compareTo(COPY_EVERY) < 0) {
        vault.snapshot();
      }
    } else if (settledAt - usedAt < 0 && since(usedAt).compareTo(PAUSE) > 0 && working.get() == 0) {
      settledAt = System.nanoTime();
      vault.settle();
    }
  }

  /** Locks the store where it is open; {@code event} says why. */
  void lock(String event) {
    if (vault.isOpen()) {
      vault.close();
      sessions.endAll();
      LOG.info(event);
    }
  }

  private Moment now() {
    return new Moment(clock.millis(), System.nanoTime());
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /**
   * A moment on two clocks. While a laptop sleeps the wall clock goes on and, on most systems, the
   * monotonic one does not; where it does, nobody looked for longer than looking ever waits.
   */
  record Moment(long wallMillis, long monotonicNanos) {

    // shorter, and every correction of the clock over the network would lock
    private static final Duration SLEEP = Duration.ofSeconds(5);
    private static final Duration PAUSE_OF_LOOKS = Duration.ofSeconds(30);

    boolean sleptSince(Moment earlier) {
      long monotonic = (monotonicNanos - earlier.monotonicNanos) / 1_000_000;
      long wall = wallMillis - earlier.wallMillis;
      return wall - monotonic > SLEEP.toMillis() || monotonic > PAUSE_OF_LOOKS.toMillis();
    }

    /** The moment on both clocks when neither stood still. */
    Moment laterBy(long nanos) {
      return new Moment(wallMillis + nanos / 1_000_000, monotonicNanos + nanos);
    }
  }
}
