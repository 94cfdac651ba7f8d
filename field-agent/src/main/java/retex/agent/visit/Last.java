package retex.agent.visit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import retex.agent.library.PreviousEvaluation;
import retex.contract.Entry;
import retex.contract.Evaluation;

/** What matters for planning of a unit's last evaluation, whoever made it. */
record Last(LocalDate ended, int low, List<Improved> improvements) {

  Last {
    improvements = List.copyOf(improvements);
  }

  /**
   * What was to be improved of a criterion of a form, by whom and when; the words and the owner may
   * be empty.
   */
  record Improved(String form, String criterion, String action, String owner, LocalDate due) {}

  static Optional<Last> of(Entry entry) {
    return entry
        .payload()
        .fold(
            it -> Optional.of(of(it, entry.revision().instrument().toString())),
            note -> Optional.empty(),
            gone -> Optional.empty());
  }

  static Last of(PreviousEvaluation it) {
    return new Last(
        it.ended(),
        (int) it.answers().stream().filter(one -> one.rating() == 1 || one.rating() == 2).count(),
        it.improvements().stream()
            .map(one -> new Improved(it.instrument(), one.criterion(), one.action(), "", one.due()))
            .toList());
  }

  Due.LastVisit visit() {
    Optional<LocalDate> improveBy =
        improvements.stream().map(Improved::due).min(Comparator.naturalOrder());
    return new Due.LastVisit(ended, low, improveBy);
  }

  private static Last of(Evaluation it, String form) {
    long low =
        it.answers().stream()
            .filter(
                answer ->
                    answer.fold(rated -> rated.rating() <= 2, unseen -> false, given -> false))
            .count();
    return new Last(
        it.to(),
        (int) low,
        it.improvements().stream()
            .map(
                one ->
                    new Improved(
                        form, one.criterion().value(), one.action(), one.owner(), one.due()))
            .toList());
  }
}
