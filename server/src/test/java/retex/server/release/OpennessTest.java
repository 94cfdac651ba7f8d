package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.release.SomeWorld.NOR;
import static retex.server.release.SomeWorld.OLAF;
import static retex.server.release.SomeWorld.all;
import static retex.server.release.SomeWorld.answers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.TrainerNote;
import retex.contract.TrainerNoteBuilder;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.CriterionKind;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Releasable;
import retex.instrument.TopicCode;

/** Remarks on what stays in the house, and topics that only such questions touch: conduct, arms. */
class OpennessTest {

  private static final String CONDUCT =
      Instruments.shipped().topics().find(new TopicCode("HR-02")).orElseThrow().title().in("en");
  private static final String HARMLESS = "They often came too late in the morning.";

  @TempDir Path folder;

  @Test
  void a_remark_on_a_criterion_that_is_not_told_by_unit_changes_no_byte_of_any_lane() {
    List<Criterion> hidden = criteria(it -> !isTold(it));
    assertThat(hidden)
        .extracting(Criterion::releasable)
        .contains(Releasable.NEVER, Releasable.AGGREGATE);
    var seen = new HashSet<String>();
    seen.add(hash("none", it -> it));
    for (Releasable releasable : Releasable.values()) {
      seen.add(
          hash(
              releasable.name(),
              remarks(hidden.stream().filter(it -> it.releasable() == releasable).toList())));
    }
    seen.add(hash("all", remarks(hidden)));

    assertThat(seen).hasSize(1);
  }

  @Test
  void a_remark_on_a_criterion_that_is_told_is_quoted() {
    try (var world = new SomeWorld(folder)) {
      world.evaluated("U-A1", 3, remarks(criteria(OpennessTest::isTold)));

      assertThat(quoting(world)).contains(HARMLESS);
    }
  }

  @Test
  void a_sentence_of_a_narrative_on_a_closed_topic_is_not_quoted() {
    try (var world = new SomeWorld(folder)) {
      world.evaluated(
          "U-A1",
          3,
          SomeWorld.shortfalls("The armoury is not locked at night. Stand-to is slow at dawn."));

      assertThat(quoting(world)).contains("Stand-to is slow at dawn.").doesNotContain("armoury");
    }
  }

  @Test
  void a_request_for_training_on_a_closed_topic_is_not_told() {
    try (var world = new SomeWorld(folder)) {
      world.evaluated("U-A1", 3, needs("HR-02", "FP-03", "C2-04", "GEN-02", "FP-02"));

      assertThat(all(world.proposed()))
          .contains(title("FP-02") + ".\nEvaluators and trainers asked for it once.")
          .doesNotContain(CONDUCT, title("FP-03"), title("C2-04"), title("GEN-02"));
    }
  }

  @Test
  void what_trainers_still_want_taught_on_a_closed_topic_is_not_told() {
    try (var world = new SomeWorld(folder)) {
      world.noted("U-A1", remedial("HR-02", "MED-02"));

      assertThat(all(world.proposed())).contains(title("MED-02")).doesNotContain(CONDUCT);
    }
  }

  @Test
  void a_trainer_s_note_on_a_closed_topic_changes_no_byte() {
    var seen = new HashSet<String>();
    for (boolean isThere : List.of(true, false)) {
      try (var world = new SomeWorld(folder.resolve(Boolean.toString(isThere)))) {
        world.evaluated("U-A1", 2);
        if (isThere) {
          world.noted(
              "U-A1", it -> TrainerNoteBuilder.builder(it).topic(new TopicCode("HR-02")).build());
        }

        seen.add(world.releases().propose(NOR, "en", world.allQuoted("en"), OLAF).contentHash());
      }
    }

    assertThat(seen).hasSize(1);
  }

  @Test
  void a_provider_s_own_training_on_a_closed_topic_is_not_said_to_show() {
    try (var world = new SomeWorld(folder)) {
      world.catalogue(
          """
          {"activities":[{"code":"T-U-A1","provider":"P-NOR","unit":"U-A1","rotation":"2026-A",
            "kind":"pre-deployment","topics":["HR-02","MED-01"],"language":"en",
            "from":"2025-08-01","to":"2025-08-21"}]}
          """);
      world.evaluated("U-A1", 3);

      assertThat(all(world.proposed()))
          .contains("What your courses achieved")
          .contains(title("MED-01"))
          .doesNotContain(CONDUCT);
    }
  }

  private String hash(String name, UnaryOperator<Evaluation> change) {
    try (var world = new SomeWorld(folder.resolve(name))) {
      world.evaluated("U-A1", 3, change);
      return world.releases().propose(NOR, "en", world.allQuoted("en"), OLAF).contentHash();
    }
  }

  private static String quoting(SomeWorld world) {
    return all(world.releases().propose(NOR, "en", world.allQuoted("en"), OLAF));
  }

  private static List<Criterion> criteria(Predicate<Criterion> which) {
    return Instruments.shipped()
        .find(InstrumentRef.parse("infantry-battalion@1"))
        .orElseThrow()
        .criteria()
        .stream()
        .filter(which)
        .toList();
  }

  private static boolean isTold(Criterion it) {
    return it.kind() == CriterionKind.RATING && it.releasable() == Releasable.YES;
  }

  private static UnaryOperator<Evaluation> remarks(List<Criterion> on) {
    var codes = on.stream().map(Criterion::code).toList();
    return answers(
        answer ->
            codes.contains(answer.criterion())
                ? answer.<Answer>fold(
                    it -> new Answer.Rated(it.criterion(), it.rating(), HARMLESS),
                    it -> new Answer.NotObserved(it.criterion(), it.reason(), HARMLESS),
                    it -> new Answer.Given(it.criterion(), it.value(), HARMLESS))
                : answer);
  }

  private static UnaryOperator<Evaluation> needs(String... topics) {
    return it -> EvaluationBuilder.builder(it).trainingNeeds(codes(topics)).build();
  }

  private static UnaryOperator<TrainerNote> remedial(String... topics) {
    return it -> TrainerNoteBuilder.builder(it).remedial(codes(topics)).build();
  }

  private static List<TopicCode> codes(String... topics) {
    var codes = new ArrayList<TopicCode>();
    for (String topic : topics) {
      codes.add(new TopicCode(topic));
    }
    return codes;
  }

  private static String title(String topic) {
    return Instruments.shipped().topics().find(new TopicCode(topic)).orElseThrow().title().in("en");
  }
}
