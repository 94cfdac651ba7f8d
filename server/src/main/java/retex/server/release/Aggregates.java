package retex.server.release;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import retex.instrument.Criterion;
import retex.instrument.CriterionKind;
import retex.instrument.InstrumentRef;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.policy.Policies;
import retex.server.policy.ToldFigures;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Figure;
import retex.server.policy.engine.Limits;
import retex.server.policy.engine.Told;
import retex.server.policy.engine.Withheld;

/**
 * Ratings that may be told in groups only, each unit counted once by its last evaluation. Every
 * figure is checked against all that were told before, to anyone; one that would tell of a unit is
 * held back with its reason.
 */
@Singleton
final class Aggregates {

  private final ToldFigures told;
  private final Policies policies;
  private final Figures figures;

  Aggregates(ToldFigures told, Policies policies, Catalogue catalogue) {
    this.told = told;
    this.policies = policies;
    this.figures = new Figures(catalogue);
  }

  /** Adds the section, where any figure may be told; answers what is told and what is not. */
  Outcome write(Sheet page, Evidence evidence, Provider provider) {
    Map<InstrumentRef, List<Evidence.Evaluated>> byForm = new LinkedHashMap<>();
    Stream.concat(
            TopicNeed.latest(evidence.evaluations()).stream(),
            TopicNeed.latest(evidence.others()).stream())
        .forEach(
            it -> byForm.computeIfAbsent(it.instrument().ref(), any -> new ArrayList<>()).add(it));
    var rows = new ArrayList<List<String>>();
    var outcome =
        new Outcome(
            new ArrayList<>(figures.direct(evidence)), new ArrayList<>(), new ArrayList<>());
    byForm
        .values()
        .forEach(
            group ->
                group.get(0).instrument().criteria().stream()
                    .filter(it -> it.kind() == CriterionKind.RATING)
                    .forEach(it -> row(page, provider, it, group, outcome).ifPresent(rows::add)));
    if (!rows.isEmpty()) {
      page.heading(2, "feedback.groups");
      page.table(
          page.say(
              "feedback.groups.caption",
              policies.current().limits().units(),
              policies.current().limits().states()),
          List.of("feedback.criterion", "feedback.mean", "feedback.units-counted"),
          rows);
    }
    return outcome;
  }

  private Optional<List<String>> row(
      Sheet page,
      Provider provider,
      Criterion criterion,
      List<Evidence.Evaluated> group,
      Outcome outcome) {
    Detail detail = Evidence.detail(criterion);
    List<Evidence.Evaluated> members =
        group.stream().filter(it -> it.reading().aggregatesFrom(detail) > 0).toList();
    Figure figure = figures.of(criterion, members);
    if (figure.parts().isEmpty()) {
      return Optional.empty();
    }
    int fewest =
        members.stream().mapToInt(it -> it.reading().aggregatesFrom(detail)).max().orElse(0);
    Limits limits = policies.current().limits().atLeast(fewest);
    Optional<Withheld> why = told.withheld(figure, provider.state(), limits);
    if (why.isPresent()) {
      outcome.withheld().add(new Held(page.text(criterion.text()), why.get()));
      return Optional.empty();
    }
    outcome.told().add(figure.told());
    members.stream().filter(it -> it.rating(criterion) > 0).forEach(outcome.basis()::add);
    return Optional.of(
        List.of(
            page.text(criterion.text()),
            page.figure(figure.mean()),
            Integer.toString(figure.units())));
  }

  /** What the document tells, to be remembered once released; on what; and what it does not. */
  record Outcome(List<Told> told, List<Evidence.Source> basis, List<Held> withheld) {}

  /** A figure that is held back, for the officers. */
  record Held(String criterion, Withheld why) {}
}
