package retex.agent.sync;

/**
 * What one run brought over: files that headquarters has kept of those that were sent to their last
 * byte, bytes of files sent, files refused, whether one went on where it was cut, whether the
 * budget ended it, and how long it took.
 */
record Delivered(
    int files, long bytes, int refused, boolean resumed, boolean overBudget, double seconds) {

  static final Delivered NOTHING = new Delivered(0, 0, 0, false, false, 0);

  /** Both together, the {@code next} one behind this one. */
  Delivered and(Delivered next) {
    return new Delivered(
        files + next.files,
        bytes + next.bytes,
        refused + next.refused,
        resumed || next.resumed,
        next.overBudget,
        seconds + next.seconds);
  }
}
