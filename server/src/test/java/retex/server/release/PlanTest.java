package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.TrainerNoteBuilder;
import retex.instrument.Answer;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Releasable;
import retex.server.document.Content;
import retex.server.policy.SomePolicies;

/** What to train next and how, which training shows, and what is said where nothing may be. */
class PlanTest {

  @TempDir Path folder;
  private SomeWorld world;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void each_training_has_its_level_language_and_how_sure_that_is() {
    world.evaluated("U-A1", 1);
    world.noted(
        "U-A1",
        it ->
            TrainerNoteBuilder.builder(it)
                .languageOfInstruction("en")
                .languageBarrier(true)
                .levelBefore(1)
                .build());

    Content.Table plan = table("What to train, and how");

    assertThat(plan.head()).containsExactly("Topic", "Level to begin at", "Language", "How sure");
    assertThat(plan.rows()).hasSizeGreaterThan(1);
    assertThat(plan.rows()).allSatisfy(row -> assertThat(row.get(1)).isEqualTo("basics first"));
    assertThat(plan.rows())
        .extracting(row -> row.get(2))
        .contains("the unit’s own, or interpreters: an obstacle in 1 of one session");
    assertThat(plan.rows())
        .extracting(row -> row.get(3))
        .anyMatch(it -> it.contains("a first sign") || it.contains("likely"));
  }

  @Test
  void a_language_that_somebody_typed_is_not_told_as_typed() {
    world.evaluated("U-A1", 2);
    world.noted(
        "U-A1",
        it ->
            TrainerNoteBuilder.builder(it)
                .languageOfInstruction("Karo dialect")
                .languageBarrier(true)
                .build());

    assertThat(SomeWorld.all(world.proposed())).doesNotContain("Karo");
  }

  @Test
  void the_language_of_a_session_is_not_told_with_the_obstacle() {
    world.evaluated("U-A1", 2);
    world.noted(
        "U-A1",
        it ->
            TrainerNoteBuilder.builder(it)
                .languageOfInstruction("ar")
                .languageBarrier(true)
                .build());
    world.noted("U-A2", it -> TrainerNoteBuilder.builder(it).languageOfInstruction("ar").build());

    assertThat(SomeWorld.all(world.proposed()))
        .contains("or interpreters: an obstacle in")
        .doesNotContain("Arabic");
  }

  @Test
  void each_past_training_is_a_row_with_its_kind_quarter_language_and_effect() {
    world.evaluated("U-A1", 3);
    world.evaluated("U-B1", 2);

    Content.Table effects = table("What your courses achieved");

    assertThat(effects.rows())
        .extracting(row -> row.get(0))
        .anyMatch(it -> it.endsWith(": before deployment, third quarter 2025, in English"));
    assertThat(effects.rows()).allSatisfy(row -> assertThat(row.get(4)).isNotBlank());
  }

  @Test
  void a_unit_of_whose_form_nothing_is_told_by_itself_says_so_and_not_that_all_is_well() {
    Instrument police =
        Instruments.shipped()
            .find(InstrumentRef.parse("individual-police-officers@1"))
            .orElseThrow();
    world.answered("U-A1", police, 1);

    String all = SomeWorld.all(world.proposed());

    assertThat(all)
        .contains("Nothing is told of this unit by itself: every answer")
        .contains("Nothing is told of these units by themselves: every answer")
        .contains("over groups of at least 3 units")
        .doesNotContain("Keep what you do");
  }

  @Test
  void where_the_policy_and_not_the_form_holds_a_unit_back_no_promise_about_the_form_is_told() {
    SomePolicies.withoutRatingsByUnit(world.context());
    world.evaluated(
        "U-A1", 3, it -> EvaluationBuilder.builder(it).trainingNeeds(List.of()).build());

    assertThat(SomeWorld.all(world.proposed()))
        .contains("Nothing is told of this unit by itself. That says nothing")
        .contains("Nothing is told of these units by themselves. That says nothing")
        .doesNotContain("every answer of");
  }

  @Test
  void a_rise_or_fall_is_told_of_the_same_units_on_the_same_questions_alone() {
    trainedBefore("U-A1");
    world.evaluated("U-A1", 3, in("2025-A", "2025-04-03"));
    world.evaluated("U-A1", 3);
    world.evaluated("U-B1", 1);

    Release it = world.proposed();

    assertThat(SomeWorld.all(it))
        .containsPattern(
            "The mean stays at 3.0, as in the rotation evaluated before \\(by the (one|\\d+) rating")
        .doesNotContain("The mean fell", "lower by");
  }

  @Test
  void a_unit_with_no_rotation_before_is_a_row_of_its_own_among_the_effects() {
    trainedBefore("U-A1");
    world.evaluated("U-A1", 3, in("2025-A", "2025-04-03"));
    world.evaluated("U-A1", 3);
    world.evaluated("U-B1", 1);

    List<List<String>> rows =
        table("What your courses achieved").rows().stream()
            .filter(row -> row.get(0).contains("third quarter 2025"))
            .toList();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).contains("able, no rise measured");
    assertThat(rows.get(0).get(1)).startsWith("3.0");
    assertThat(rows.get(1)).contains("–", "not yet able; no rotation before to compare with");
  }

  @Test
  void where_sessions_had_no_obstacle_their_untold_language_is_not_advised() {
    world.evaluated("U-A1", 2);
    world.noted(
        "U-A1",
        it ->
            TrainerNoteBuilder.builder(it)
                .languageOfInstruction("pt")
                .languageBarrier(false)
                .build());

    assertThat(table("What to train, and how").rows())
        .extracting(row -> row.get(2))
        .contains(
            "no obstacle in one session in the mission; in which language is not told: ask the"
                + " unit")
        .noneMatch(it -> it.contains("as it was"));
  }

  @Test
  void where_nothing_that_may_be_told_was_rated_nobody_is_told_that_all_is_well() {
    world.evaluated(
        "U-A1",
        1,
        it ->
            EvaluationBuilder.builder(it)
                .trainingNeeds(List.of())
                .answers(it.answers().stream().map(PlanTest::unseenIfTold).toList())
                .build());

    assertThat(SomeWorld.all(world.proposed()))
        .contains("Nothing that may be told was rated, and no training was asked for.")
        .doesNotContain("none of the", "Keep what you do");
  }

  @Test
  void where_what_is_told_is_able_only_that_is_said() {
    world.evaluated(
        "U-A1", 3, it -> EvaluationBuilder.builder(it).trainingNeeds(List.of()).build());

    assertThat(SomeWorld.all(world.proposed()))
        .containsPattern("Of what may be told, none of the \\d+ ratings is 1 or 2");
  }

  private void trainedBefore(String unit) {
    world.catalogue(
        """
        {"rotations":[{"unit":"%s","code":"2025-A","from":"2024-11-01","to":"2025-10-31"}],
         "activities":[{"code":"T-OLD","provider":"P-NOR","unit":"%s","rotation":"2025-A",
          "kind":"pre-deployment","topics":["MED-01"],"language":"en",
          "from":"2024-08-01","to":"2024-08-21"}]}
        """
            .formatted(unit, unit));
  }

  private static UnaryOperator<Evaluation> in(String rotation, String day) {
    return it -> SomeWorld.on(day, day).apply(SomeWorld.rotation(rotation).apply(it));
  }

  private static Answer unseenIfTold(Answer answer) {
    boolean isTold =
        Instruments.shipped()
            .find(InstrumentRef.parse("infantry-battalion@1"))
            .flatMap(it -> it.criterion(answer.criterion()))
            .filter(it -> it.kind() == CriterionKind.RATING)
            .filter(it -> it.releasable() == Releasable.YES)
            .isPresent();
    return isTold
        ? new Answer.NotObserved(answer.criterion(), "Not during the visit.", "")
        : answer;
  }

  private Content.Table table(String heading) {
    List<Content.Block> blocks = world.proposed().content().blocks();
    for (int i = 0; i < blocks.size() - 1; i++) {
      if (blocks.get(i).texts().equals(List.of(heading))) {
        return (Content.Table) blocks.get(i + 1);
      }
    }
    throw new AssertionError("no table under " + heading);
  }
}
