package retex.agent.sync;

import java.util.function.Supplier;
import retex.refusal.RefusedException;

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

  /**
   * What a run brought over. Where another process of this laptop sends the same, a chunk does not
   * follow, and headquarters ends the call: what is left is left to it.
   */
  static Delivered orLeft(Supplier<Delivered> run, Supplier<Delivered> soFar) {
    try {
      return run.get();
    } catch (RefusedException refused) {
      if (!refused.refusal().equals(SyncRefused.FILES_STOPPED.at("OUT_OF_TURN"))) {
        throw refused;
      }
      return soFar.get();
    }
  }
}
