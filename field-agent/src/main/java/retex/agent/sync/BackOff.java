package retex.agent.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next call: twice as long after each that failed, up to five minutes,
 * and never the same for two laptops, so that a server that returns is not met by all of them at
 * once. Immutable.
 */
record BackOff(int failures) {

  static final BackOff NONE = new BackOff(0);
  private static final long FIRST_MILLIS = 1_000;
  private static final long MOST_MILLIS = 300_000;
  private static final int MOST_DOUBLINGS = 20; // more than reach the most

  /** After a call that failed. */
  BackOff failed() {
    return new BackOff(failures + 1);
  }

  /** From half to one and a half times the nominal pause. */
  Duration pause(RandomGenerator random) {
    long nominal = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, MOST_DOUBLINGS));
    return Duration.ofMillis((long) (nominal * (0.5 + random.nextDouble())));
  }
}
