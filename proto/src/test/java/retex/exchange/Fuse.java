package retex.exchange;

import java.util.Random;

/**
 * Blows when a side writes: the process stops before the write, or after it and before anyone hears
 * of it; or the write fails (a full disk), or is there although it was said to have failed (a flush
 * that was refused), and the process goes on.
 */
final class Fuse {

  private final Random random;
  private double chance;

  Fuse(Random random) {
    this.random = random;
  }

  void set(double perWrite) {
    chance = perWrite;
  }

  boolean happens(double chance) {
    return random.nextDouble() < chance;
  }

  void write(Runnable work) {
    if (random.nextDouble() < chance) {
      throw stops();
    }
    work.run();
    if (random.nextDouble() < chance) {
      throw stops();
    }
  }

  private RuntimeException stops() {
    return random.nextBoolean() ? new Crash() : new Failed();
  }

  /** The process is gone; what was on its disk is not. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
      super("crash", null, false, false);
    }
  }

  /** The disk said that a write failed; the process goes on. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed() {
      super("write failed", null, false, false);
    }
  }
}
