package retex.agent.visit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import retex.agent.library.LibraryUnit;
import retex.agent.library.LibraryUnit.LibraryRotation;

/**
 * Why a unit is due an evaluation, as the mission's rules say: in the first three months of a
 * rotation, at least once in each, before it ends, and again for what was rated 1 or 2. Pure.
 */
record Due(LibraryUnit unit, List<Reason> reasons, Optional<LastVisit> last) {

  private static final int FIRST_MONTHS = 3;
  private static final int BEFORE_END_DAYS = 60;

  Due {
    reasons = List.copyOf(reasons);
  }

  /** A reason; those that press most stand first. */
  enum Reason {
    /** The rotation is older than three months and was never evaluated. */
    ROTATION_MISSED,
    /** The date by which something was to be improved has passed. */
    IMPROVEMENT_LATE,
    /** The rotation ends within sixty days, and the last evaluation is older than that. */
    BEFORE_END,
    /** The rotation is in its first three months. */
    FIRST_MONTHS,
    /** Nothing is known of any evaluation of this unit. */
    NEVER,
    /** Criteria were rated 1 or 2 the last time. */
    RATED_LOW
  }

  /**
   * The last evaluation known: its last day, how many criteria were rated 1 or 2, first due day.
   */
  record LastVisit(LocalDate ended, int low, Optional<LocalDate> improveBy) {}

  /** The units that are due on a day, the most pressing first. */
  static List<Due> on(LocalDate day, List<Known> units) {
    var due = new ArrayList<Due>();
    for (Known known : units) {
      List<Reason> reasons = reasons(day, known);
      if (!reasons.isEmpty()) {
        due.add(new Due(known.unit(), reasons, known.last()));
      }
    }
    due.sort(
        Comparator.comparing((Due it) -> it.reasons().get(0))
            .thenComparing(it -> it.unit().code()));
    return due;
  }

  /** A unit and what is known of its last evaluation. */
  record Known(LibraryUnit unit, Optional<LastVisit> last) {}

  private static List<Reason> reasons(LocalDate day, Known known) {
    var reasons = new ArrayList<Reason>();
    Optional<LibraryRotation> rotation =
        known.unit().rotations().stream()
            .filter(it -> !day.isBefore(it.from()) && !day.isAfter(it.to()))
            .findFirst();
    Optional<LastVisit> last = known.last();
    if (rotation.isPresent()) {
      boolean seen = last.filter(it -> !it.ended().isBefore(rotation.get().from())).isPresent();
      boolean young = day.isBefore(rotation.get().from().plusMonths(FIRST_MONTHS));
      boolean ending = day.isAfter(rotation.get().to().minusDays(BEFORE_END_DAYS));
      boolean fresh =
          last.filter(it -> it.ended().isAfter(day.minusDays(BEFORE_END_DAYS))).isPresent();
      if (!seen) {
        reasons.add(young ? Reason.FIRST_MONTHS : Reason.ROTATION_MISSED);
      }
      if (ending && !fresh) {
        reasons.add(Reason.BEFORE_END);
      }
    }
    if (last.isEmpty()) {
      reasons.add(Reason.NEVER);
    } else if (last.get().low() > 0) {
      boolean late = last.get().improveBy().filter(by -> by.isBefore(day)).isPresent();
      reasons.add(late ? Reason.IMPROVEMENT_LATE : Reason.RATED_LOW);
    }
    reasons.sort(Comparator.naturalOrder());
    return reasons;
  }
}
