package retex.agent.bundle;

import java.util.OptionalLong;

/**
 * How fast bytes go somewhere: counted since a beginning, by a clock that only goes forward. One
 * thread counts, any may look.
 */
final class Gauge {

  private static final long SETTLES_NANOS = 2_000_000_000; // what a buffer took at once is no rate

  private final long bytes;
  private final long began = System.nanoTime();
  private volatile long done;

  /** {@code bytes}: all that are to go. */
  Gauge(long bytes) {
    this.bytes = bytes;
  }

  void add(long count) {
    done += count;
  }

  /** So many are there by now. */
  void reached(long count) {
    done = Math.max(done, Math.min(bytes, count));
  }

  long done() {
    return done;
  }

  long bytes() {
    return bytes;
  }

  /** Seconds that the rest takes at the rate so far; empty while there is none to speak of. */
  OptionalLong secondsLeft() {
    long since = System.nanoTime() - began;
    return done == 0 || since < SETTLES_NANOS
        ? OptionalLong.empty()
        : OptionalLong.of((long) Math.ceil((bytes - done) * (since / 1e9) / done));
  }
}
