package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.release.SomeWorld.all;
import static retex.server.release.SomeWorld.answers;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.TrainerNoteBuilder;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Releasable;
import retex.instrument.TopicCode;

class ComposerTest {

  private static final List<Criterion> CRITERIA =
      Instruments.shipped()
          .find(InstrumentRef.parse("infantry-battalion@1"))
          .orElseThrow()
          .criteria();

  private static final List<String> FOUR = List.of("U-A1", "U-A2", "U-B1", "U-C1");
  private static final List<String> REMARKS =
      List.of(
          "",
          "They often came too late in the morning.",
          "It was done well by night as well.",
          "The men did it in the proper order.");

  @TempDir Path folder;

  /**
   * Four units of three states, so that figures over them are told. From one world to the next
   * change: every rating, value and reason that is never told, and whether it was observed; who had
   * which of the ratings that are told together; remarks on all of them, quotations asked for;
   * requests and notes on closed topics.
   */
  @Test
  void whatever_is_hidden_the_document_is_the_same() {
    var seen = new HashSet<String>();
    for (int seed = 0; seed < 8; seed++) {
      try (var world = new SomeWorld(folder.resolve(Integer.toString(seed)))) {
        var random = new Random(seed);
        for (int unit = 0; unit < FOUR.size(); unit++) {
          int together = 2 + (unit + seed) % 2;
          UnaryOperator<Evaluation> quotable = SomeWorld.shortfalls("Stand-to is slow at dawn.");
          UnaryOperator<Evaluation> hidden = hidden(random, together);
          world.evaluated(FOUR.get(unit), 3, it -> hidden.apply(quotable.apply(it)));
          if (random.nextBoolean()) {
            world.noted(
                FOUR.get(unit),
                it -> TrainerNoteBuilder.builder(it).topic(new TopicCode("HR-02")).build());
          }
        }

        Release it =
            world.releases().propose(SomeWorld.NOR, "en", world.allQuoted("en"), SomeWorld.OLAF);

        assertThat(all(it)).contains("In groups of units").contains("In their own words");
        seen.add(it.contentHash());
      }
    }

    assertThat(seen).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "engineer-company@3, MO4, MO5",
    "engineer-company@3, EX2, EX1",
    "level-2-hospital@2, EV5, EV4",
    "transport-company@2, LO5, LO4",
  })
  void whether_and_how_a_question_was_rated_does_not_give_away_the_hidden_answer_it_depends_on(
      String instrument, CriterionCode dependent, CriterionCode hidden) {
    var form = Instruments.shipped().find(InstrumentRef.parse(instrument)).orElseThrow();
    assertThat(form.criterion(dependent).orElseThrow().releasable()).isEqualTo(Releasable.YES);
    var seen = new HashSet<String>();
    try (var world = new SomeWorld(folder.resolve("no"))) {
      world.engineers("U-A1", form, hidden, "no", dependent, 0);
      seen.add(world.proposed().contentHash());
    }
    for (int rating = 0; rating <= 4; rating++) {
      try (var world = new SomeWorld(folder.resolve(Integer.toString(rating)))) {
        world.engineers("U-A1", form, hidden, "yes", dependent, rating);
        seen.add(world.proposed().contentHash());
      }
    }

    assertThat(seen).hasSize(1);
  }

  @Test
  void a_unit_is_compared_with_itself_across_the_versions_of_its_form() {
    try (var world = new SomeWorld(folder)) {
      world.evaluated("U-A1", 2, SomeWorld.on("2026-01-05", "2026-01-07"));
      world.evaluatedOnTheSecondVersion("U-A1", 3, it -> it);

      assertThat(all(world.proposed()))
          .contains("What changed since the evaluation before")
          .contains("better by 1.0");
    }
  }

  @Test
  void a_visible_answer_does_change_it() {
    var seen = new HashSet<String>();
    for (int rating = 1; rating <= 4; rating++) {
      try (var world = new SomeWorld(folder.resolve(Integer.toString(rating)))) {
        world.evaluated("U-A1", rating);
        seen.add(world.proposed().contentHash());
      }
    }

    assertThat(seen).hasSize(4);
  }

  @Test
  void a_score_is_computed_from_what_is_visible_and_says_from_how_many() {
    long visible =
        CRITERIA.stream()
            .filter(it -> it.kind() == CriterionKind.RATING && it.releasable() == Releasable.YES)
            .count();
    try (var world = new SomeWorld(folder)) {
      world.evaluated("U-A1", 3, hiddenAre(1));

      String text = all(world.proposed());

      assertThat(text)
          .contains("Overall 3.0 of 4, from " + visible + " of " + visible + " criteria");
    }
  }

  @Test
  void criteria_that_stay_in_the_house_are_not_named_by_unit() {
    Set<String> hidden =
        CRITERIA.stream()
            .filter(it -> it.releasable() != Releasable.YES)
            .map(it -> it.text().in("en"))
            .collect(Collectors.toSet());
    try (var world = new SomeWorld(folder)) {
      world.evaluated("U-A1", 1);

      String text = all(world.proposed());

      hidden.forEach(it -> assertThat(text).doesNotContain(it));
    }
  }

  @Test
  void time_is_told_by_the_quarter() {
    try (var world = new SomeWorld(folder)) {
      world.evaluated("U-A1", 3);
      world.noted("U-A1");

      assertThat(all(world.proposed()))
          .contains("first quarter 2026")
          .doesNotContain("February")
          .doesNotContain("2026-02");
    }
  }

  @Test
  void names_permitted_are_those_of_the_provider_and_its_units() {
    try (var world = new SomeWorld(folder)) {
      world.evaluated("U-A1", 3);
      world.noted("U-B1");

      assertThat(world.proposed().permitted())
          .containsExactly("Norhaven Training Centre", "Battalion A1", "Battalion B1");
    }
  }

  @Test
  void a_feedback_that_rests_on_notes_alone_has_no_scores() {
    try (var world = new SomeWorld(folder)) {
      world.noted("U-A1");

      Release it = world.proposed();

      assertThat(all(it)).contains("What trainers saw").doesNotContain("Overall");
      assertThat(it.records()).hasSize(1);
    }
  }

  private static UnaryOperator<Evaluation> hidden(Random random, int together) {
    return it ->
        EvaluationBuilder.builder(answers(answer -> hidden(answer, random, together)).apply(it))
            .trainingNeeds(
                Stream.concat(
                        it.trainingNeeds().stream(),
                        Stream.of("HR-02", "FP-03", "C2-04", "GEN-02")
                            .filter(any -> random.nextBoolean())
                            .map(TopicCode::new))
                    .toList())
            .build();
  }

  private static Answer hidden(Answer answer, Random random, int together) {
    Criterion criterion =
        CRITERIA.stream()
            .filter(it -> it.code().equals(answer.criterion()))
            .findFirst()
            .orElseThrow();
    String remark = REMARKS.get(random.nextInt(REMARKS.size()));
    if (criterion.kind() != CriterionKind.RATING) {
      String value = criterion.kind() == CriterionKind.NUMBER ? "7" : "no";
      String given = random.nextBoolean() ? value : ((Answer.Given) answer).value();
      return new Answer.Given(answer.criterion(), given, remark);
    }
    return switch (criterion.releasable()) {
      case YES -> answer;
      case AGGREGATE -> new Answer.Rated(answer.criterion(), together, remark);
      case NEVER, REDACTED ->
          random.nextInt(5) == 0
              ? new Answer.NotObserved(answer.criterion(), "Not seen. " + remark, remark)
              : new Answer.Rated(answer.criterion(), 1 + random.nextInt(4), remark);
    };
  }

  private static UnaryOperator<Evaluation> hiddenAre(int rating) {
    return answers(
        answer -> isVisible(answer) || !isRated(answer) ? answer : rated(answer, rating));
  }

  private static Answer rated(Answer answer, int rating) {
    return new Answer.Rated(answer.criterion(), rating, answer.remark());
  }

  private static boolean isRated(Answer answer) {
    return answer instanceof Answer.Rated;
  }

  private static boolean isVisible(Answer answer) {
    return CRITERIA.stream()
        .anyMatch(it -> it.code().equals(answer.criterion()) && it.releasable() == Releasable.YES);
  }
}
