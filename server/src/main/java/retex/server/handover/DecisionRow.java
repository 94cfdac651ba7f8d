package retex.server.handover;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * Where the decision on a laptop's backlog stands, and on which version of it: {@code seen}; {@code
 * at} in microseconds since 1970.
 */
@MappedEntity("hand_over")
record DecisionRow(
    @Id String device, String state, String actor, String reason, String seen, long at) {

  /** Where nobody decided anything. */
  static DecisionRow waiting(String device) {
    return new DecisionRow(device, "WAITING", "", "", "", 0);
  }

  /** Whether somebody said something about what waits. */
  boolean isAbout() {
    return state.equals("PROPOSED") || state.equals("REFUSED");
  }

  /**
   * The same, as what waits is this version now. A refusal of before versions were kept stands: it
   * let nothing in.
   */
  DecisionRow on(String version) {
    boolean isOld = state.equals("REFUSED") && seen.isEmpty();
    return isAbout() && !isOld && !seen.equals(version)
        ? new DecisionRow(device, "WAITING", "", "", "", at)
        : this;
  }

  /** Without the reason. */
  @Override
  public String toString() {
    return "DecisionRow[" + device + ", " + state + "]";
  }
}
