package retex.server.handover;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** Where the decision on a laptop's backlog stands; {@code at} in microseconds since 1970. */
@MappedEntity("hand_over")
record DecisionRow(@Id String device, String state, String actor, String reason, long at) {

  /** Whether somebody said something about what waits. */
  boolean isAbout() {
    return state.equals("PROPOSED") || state.equals("REFUSED");
  }

  /** Without the reason. */
  @Override
  public String toString() {
    return "DecisionRow[" + device + ", " + state + "]";
  }
}
