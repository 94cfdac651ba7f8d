package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.EvaluationBuilder;
import retex.contract.TrainerNoteBuilder;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
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

    Content.Table effects = table("What your training shows");

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
