package retex.server.release;

import java.util.Optional;
import java.util.Set;
import retex.contract.Classification;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Grain;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.Recipient;
import retex.server.policy.engine.Treatment;

/** One record as one reader may read it: the policy's answer for each kind of detail. */
record Reading(
    Policy policy, Set<Detail> asked, Recipient recipient, Classification classification) {

  Reading {
    asked = Set.copyOf(asked);
  }

  /** Whether a detail of this one record is told, perhaps coarser. */
  boolean tells(Detail detail) {
    return of(detail)
        .fold(() -> false, grain -> true, units -> false, () -> true, () -> asked.contains(detail));
  }

  /** What a detail is told as; empty where it is not, or as it is. */
  Optional<Grain> grain(Detail detail) {
    return of(detail)
        .fold(
            Optional::empty,
            Optional::of,
            units -> Optional.empty(),
            Optional::empty,
            Optional::empty);
  }

  /** From how many units a detail may be told in a figure; 0 where it may not. */
  int aggregatesFrom(Detail detail) {
    return of(detail).fold(() -> 0, grain -> 0, units -> units, () -> 0, () -> 0);
  }

  private Treatment of(Detail detail) {
    return policy.of(detail, recipient, classification);
  }
}
