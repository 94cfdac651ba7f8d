package retex.server.previous;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Unit;
import retex.server.device.DeviceRole;
import retex.server.device.DeviceScope;
import retex.server.review.Accepted;
import retex.server.review.ReviewState;
import retex.server.review.Reviewed;
import retex.server.review.Reviews;

/**
 * The last accepted evaluation of each unit by each form, as much of it as laptops of a mission may
 * hold. Only what was accepted: until then a record may be returned or withdrawn, its unit may not
 * be mapped, and its author has it. Strictly confidential ones never. Safe for use by several
 * threads.
 */
@Singleton
public final class PreviousEvaluations {

  private final Reviews reviews;
  private final Catalogue catalogue;
  private Last held = new Last(-1, List.of());

  PreviousEvaluations(Reviews reviews, Catalogue catalogue) {
    this.reviews = reviews;
    this.catalogue = catalogue;
  }

  /** Grows whenever {@link #of} may answer otherwise. */
  public long version() {
    return reviews.version();
  }

  /** What a laptop with this scope may hold. */
  public List<PreviousEvaluation> of(DeviceScope scope) {
    return last().stream()
        .filter(it -> mission(it.accepted().unit()).equals(scope.mission()))
        .map(it -> seen(it, scope.role()))
        .toList();
  }

  /** An evaluator sees it all; a trainer the words of what is unclassified, else ratings. */
  private static PreviousEvaluation seen(Whole it, DeviceRole role) {
    boolean words =
        switch (role) {
          case EVALUATOR -> true;
          case TRAINER -> it.evaluation().classification() == Classification.UNCLASSIFIED;
        };
    return words
        ? PreviousEvaluation.whole(it.accepted(), it.evaluation())
        : PreviousEvaluation.ratings(it.accepted(), it.evaluation());
  }

  private String mission(UnitCode unit) {
    return catalogue.unit(unit).map(Unit::mission).orElse("");
  }

  private synchronized List<Whole> last() {
    long version = version();
    if (held.version() != version) {
      held = new Last(version, read());
    }
    return held.evaluations();
  }

  private List<Whole> read() {
    Map<RevisionId, Whole> known = new HashMap<>();
    held.evaluations().forEach(it -> known.put(it.accepted().revision(), it));
    var last = new ArrayList<Whole>();
    for (Reviewed it : latest()) {
      Whole before = known.get(it.record().current());
      if (before == null || !Optional.of(before.accepted().unit()).equals(it.unit())) {
        reviews.accepted(it.record().id()).flatMap(Whole::of).ifPresent(last::add);
      } else {
        last.add(before);
      }
    }
    return last;
  }

  /** Of each unit and form, whatever its version, the one that ended last. */
  private Iterable<Reviewed> latest() {
    Map<String, Reviewed> latest = new HashMap<>();
    for (Reviewed it : reviews.all()) {
      if (mayComeDown(it)) {
        String key = it.unit().orElseThrow().value() + " " + it.record().instrument().id();
        latest.merge(key, it, PreviousEvaluations::later);
      }
    }
    return latest.values();
  }

  private static boolean mayComeDown(Reviewed it) {
    return it.state() == ReviewState.ACCEPTED
        && it.unit().isPresent()
        && it.record().kind() == RecordKind.EVALUATION
        && it.record().classification() != Classification.STRICTLY_CONFIDENTIAL;
  }

  private static Reviewed later(Reviewed one, Reviewed other) {
    int order = one.record().to().compareTo(other.record().to());
    if (order == 0) {
      order = one.record().id().toString().compareTo(other.record().id().toString());
    }
    return order > 0 ? one : other;
  }

  /** An accepted evaluation with what it says. */
  private record Whole(Accepted accepted, Evaluation evaluation) {
    static Optional<Whole> of(Accepted accepted) {
      return accepted
          .payload()
          .fold(
              it -> Optional.of(new Whole(accepted, it)),
              note -> Optional.empty(),
              gone -> Optional.empty());
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Whole[" + accepted.record() + "]";
    }
  }

  /** Those of one version. */
  private record Last(long version, List<Whole> evaluations) {}
}
