package retex.server.release;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;
import retex.instrument.LocalText;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.policy.Policies;
import retex.server.policy.ToldFigures;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Figure;
import retex.server.policy.engine.Limits;
import retex.server.policy.engine.Told;
import retex.server.policy.engine.Verdict;
import retex.server.policy.engine.Withheld;

/**
 * Ratings that may be told in groups only, each unit counted once by its last evaluation. A rating
 * that any provider may be told of by unit enters no group: who knows it would take it out. Every
 * figure is checked against all that were told before, to anyone, and against what this document
 * tells by unit; one that would tell of a unit is held back with its reason.
 */
@Singleton
final class Aggregates {

  private static final double LOW = 1.5; // half a step from the ends of the scale
  private static final double HIGH = 3.5;

  private final ToldFigures told;
  private final Policies policies;
  private final Catalogue catalogue;

  Aggregates(ToldFigures told, Policies policies, Catalogue catalogue) {
    this.told = told;
    this.policies = policies;
    this.catalogue = catalogue;
  }

  /** Adds the section, where any figure may be told; answers what is told and what is not. */
  Outcome write(Sheet page, Evidence evidence, Provider provider) {
    Map<Question, List<Evidence.Evaluated>> byQuestion = new LinkedHashMap<>();
    List<Evidence.Evaluated> all =
        Stream.concat(evidence.evaluations().stream(), evidence.others().stream())
            .sorted(Comparator.comparing(Evidence.Evaluated::end))
            .toList();
    TopicNeed.latest(all).forEach(it -> questions(it).forEach(q -> group(byQuestion, q).add(it)));
    var rows = new ArrayList<List<String>>();
    var figures = new Figures(catalogue);
    var outcome =
        new Outcome(
            new ArrayList<>(figures.direct(evidence)), new ArrayList<>(), new ArrayList<>());
    byQuestion.forEach(
        (question, group) -> {
          Criterion criterion = group.get(0).instrument().criterion(question.code()).orElseThrow();
          row(page, figures, provider, criterion, group, outcome).ifPresent(rows::add);
        });
    if (!rows.isEmpty()) {
      page.heading(2, "feedback.groups");
      page.table(
          page.say(
              "feedback.groups.caption",
              policies.current().limits().units(),
              policies.current().limits().states()),
          List.of("feedback.criterion", "feedback.mean"),
          rows);
    }
    return outcome;
  }

  private static List<Question> questions(Evidence.Evaluated it) {
    return it.instrument().criteria().stream()
        .filter(one -> one.kind() == CriterionKind.RATING)
        .map(one -> Question.of(it.instrument(), one))
        .toList();
  }

  private static List<Evidence.Evaluated> group(
      Map<Question, List<Evidence.Evaluated>> byQuestion, Question question) {
    return byQuestion.computeIfAbsent(question, any -> new ArrayList<>());
  }

  private Optional<List<String>> row(
      Sheet page,
      Figures figures,
      Provider provider,
      Criterion criterion,
      List<Evidence.Evaluated> group,
      Outcome outcome) {
    Detail detail = Evidence.detail(group.get(0).instrument(), criterion);
    List<Evidence.Evaluated> members =
        group.stream()
            .filter(it -> it.reading().aggregatesFrom(detail) > 0)
            .filter(it -> !figures.isToldByUnit(it, detail))
            .toList();
    Figure figure = figures.of(criterion, members);
    if (figure.parts().isEmpty()) {
      return Optional.empty();
    }
    int fewest =
        members.stream().mapToInt(it -> it.reading().aggregatesFrom(detail)).max().orElse(0);
    Limits limits = policies.current().limits().atLeast(fewest);
    List<String> subjects = figures.subjects(figure);
    List<Told> beside =
        outcome.told().stream().filter(it -> subjects.contains(it.subject())).toList();
    return told.verdict(figure, subjects, beside, provider.state(), limits)
        .fold(
            telling -> Optional.of(row(page, criterion, members, outcome, telling)),
            why -> {
              outcome
                  .withheld()
                  .add(new Held(page.text(criterion.text()) + lone(figure, why), why));
              return Optional.empty();
            });
  }

  private static List<String> row(
      Sheet page,
      Criterion criterion,
      List<Evidence.Evaluated> members,
      Outcome outcome,
      Verdict.Telling telling) {
    outcome.told().add(telling.told());
    Set<String> counted =
        telling.figure().parts().stream()
            .map(it -> it.member().observation())
            .collect(Collectors.toSet());
    members.stream().filter(it -> counted.contains(it.revision())).forEach(outcome.basis()::add);
    return List.of(page.text(criterion.text()), mean(page, telling));
  }

  /** The mean, or that it lies near an end of the scale. */
  private static String mean(Sheet page, Verdict.Telling it) {
    Figure figure = it.figure();
    double count = figure.parts().size();
    if (it.band().isExact()) {
      return page.figure(figure.mean());
    }
    return it.band().least() == figure.lowest() * figure.parts().size()
        ? page.say("feedback.at-most", page.figure(Math.max(LOW, it.band().most() / count)))
        : page.say("feedback.at-least", page.figure(Math.min(HIGH, it.band().least() / count)));
  }

  /** Which units the officers find there, where those are the reason. */
  private static String lone(Figure figure, Withheld why) {
    boolean isKnown = why == Withheld.LONE_UNIT && !figure.loneUnits().isEmpty();
    return isKnown ? " (" + String.join(", ", figure.loneUnits()) + ")" : "";
  }

  /** What is asked alike, and held back alike, in every version of a form. */
  private record Question(String form, CriterionCode code, LocalText text, Detail detail) {

    static Question of(Instrument form, Criterion it) {
      return new Question(form.ref().id(), it.code(), it.text(), Evidence.detail(form, it));
    }
  }

  /** What the document tells, to be remembered once released; on what; and what it does not. */
  record Outcome(List<Told> told, List<Evidence.Source> basis, List<Held> withheld) {}

  /** A figure that is held back, for the officers. */
  record Held(String criterion, Withheld why) {}
}
