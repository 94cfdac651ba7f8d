package retex.agent.sync;

import retex.relay.Allotment;

/**
 * How many bytes an errand may send over a line: what the budget leaves, and what this laptop's own
 * files do not need. What is spent counts in the budget. Safe for use by several threads.
 */
public final class Allowance implements Allotment {

  private final Budget budget;
  private long left;

  Allowance(Budget budget, long most) {
    this.budget = budget;
    this.left = most;
  }

  /** Bytes that may still be sent. */
  @Override
  public synchronized long left() {
    return left;
  }

  /** So many were sent. */
  @Override
  public void spend(long bytes) {
    synchronized (this) {
      left -= bytes;
    }
    budget.spend(bytes);
  }
}
