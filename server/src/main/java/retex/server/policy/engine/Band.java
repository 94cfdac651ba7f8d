package retex.server.policy.engine;

/**
 * Between which sums a told figure lies, both included. Near the ends of its scale a figure is told
 * as a band: a mean at the very end would give every value away, and a figure that is missing for
 * that reason would as well.
 */
public record Band(int least, int most) {

  public boolean isExact() {
    return least == most;
  }
}
