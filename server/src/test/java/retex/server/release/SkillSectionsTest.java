package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.instrument.Answer;
import retex.server.finding.SomeFindings;

class SkillSectionsTest {

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
  void an_accepted_finding_is_told_in_the_reader_s_language_and_in_no_word_of_the_remark() {
    accepted(
        world.evaluated(
            "U-A1",
            3,
            SomeWorld.shortfalls(
                "Zanzibar: stand-to is slow because drills were held by day only.")));

    assertThat(SomeWorld.all(world.releases().propose(SomeWorld.NOR, "en", Terms.NONE, "olaf")))
        .contains("The stand-to drill falls short of the standard.")
        .contains("The stand-to drill probably falls short because drills were held by day only.")
        .doesNotContain("Zanzibar");
    assertThat(SomeWorld.all(world.releases().propose(SomeWorld.NOR, "fr", Terms.NONE, "olaf")))
        .contains("La mise en alerte du camp reste en deçà de la norme.")
        .contains("parce que les exercices avaient lieu de jour seulement.")
        .doesNotContain("Zanzibar");
  }

  @Test
  void a_proposal_that_nobody_accepted_is_not_told() {
    world.evaluated("U-A1", 3, SomeWorld.shortfalls("Stand-to is slow."));

    assertThat(SomeWorld.all(world.proposed())).doesNotContain("stand-to");
  }

  @Test
  void several_records_are_counted_in_one_sentence() {
    accepted(world.evaluated("U-A1", 3, SomeWorld.shortfalls("Stand-to is slow.")));
    accepted(world.evaluated("U-A2", 3, SomeWorld.shortfalls("Stand-to is slow.")));
    accepted(world.evaluated("U-B1", 3, SomeWorld.shortfalls("Stand-to is good.")));

    assertThat(SomeWorld.all(world.proposed()))
        .contains("falls short of the standard in two of three observations.")
        .contains("is sound in one of three observations.");
  }

  @Test
  void two_findings_of_one_evaluation_are_one_observation() {
    var entry =
        world.evaluated(
            "U-A1", 3, SomeWorld.shortfalls("Stand-to is good. Stand-to is slow at dawn."));
    accepted(entry);
    accepted(world.evaluated("U-B1", 3, SomeWorld.shortfalls("Stand-to is good.")));

    assertThat(SomeWorld.all(world.proposed()))
        .contains("in both observations.")
        .contains("in one of two observations.")
        .doesNotContain("three observations");
  }

  @Test
  void a_remark_on_a_criterion_that_is_never_told_says_nothing() {
    accepted(world.evaluated("U-A1", 3, remarkOn("FP5", "Stand-to is slow.")));

    assertThat(SomeWorld.all(world.proposed())).doesNotContain("stand-to");
  }

  @Test
  void a_remark_on_a_criterion_told_in_groups_only_says_nothing_of_one_unit() {
    accepted(world.evaluated("U-A1", 3, remarkOn("SU1", "Stand-to is slow.")));

    assertThat(SomeWorld.all(world.proposed())).doesNotContain("stand-to");
  }

  @Test
  void a_skill_whose_topic_only_such_criteria_touch_is_not_told_from_a_narrative_either() {
    accepted(
        world.evaluated(
            "U-A1", 3, SomeWorld.shortfalls("The armoury is not locked. Stand-to is slow.")));

    assertThat(SomeWorld.all(world.proposed())).contains("stand-to").doesNotContain("armoury");
  }

  private void accepted(Entry entry) {
    assertThat(
            SomeFindings.accepted(
                world.context(), entry.revision().record(), entry.revision().id()))
        .isPositive();
  }

  private static UnaryOperator<Evaluation> remarkOn(String criterion, String remark) {
    return SomeWorld.answers(
        it ->
            it.criterion().value().equals(criterion)
                ? new Answer.Rated(it.criterion(), 2, remark)
                : it);
  }
}
