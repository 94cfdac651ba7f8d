package retex.exchange;

import java.util.Random;

/** Blows when a side writes: before the write, or after it and before anyone hears of it. */
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
      throw new Crash();
    }
    work.run();
    if (random.nextDouble() < chance) {
      throw new Crash();
    }
  }

  /** The process is gone; what was on its disk is not. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
      super("crash", null, false, false);
    }
  }
}
