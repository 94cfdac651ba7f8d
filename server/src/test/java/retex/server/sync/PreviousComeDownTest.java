package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.Improvement;
import retex.contract.UnitRef;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.InstrumentRef;
import retex.proto.sync.v1.PreviousAnswer;
import retex.proto.sync.v1.PreviousEvaluation;
import retex.server.SomeStore;
import retex.server.catalogue.CatalogueImport;
import retex.server.device.DeviceRole;
import retex.server.device.DeviceScope;
import retex.server.device.DeviceScopes;
import retex.server.record.Arrival;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.review.Reviews;

class PreviousComeDownTest {

  private static final String BATTALION = "U-001 infantry-battalion";
  private static final String REMARK = "The sentry at the north gate slept.";
  private static final DeviceScope EVALUATOR = new DeviceScope("MINELD", DeviceRole.EVALUATOR);
  private static final DeviceScope TRAINER = new DeviceScope("MINELD", DeviceRole.TRAINER);
  private static final DeviceScope ELSEWHERE = new DeviceScope("MINNOR", DeviceRole.EVALUATOR);

  @TempDir Path folder;
  private final SomeEntries author = new SomeEntries();
  private ApplicationContext server;
  private SomeLaptop laptop;

  @BeforeEach
  void open() {
    server = SomeStore.in(folder);
    catalogue("MINELD", 2);
    laptop = new SomeLaptop(server);
    give(EVALUATOR);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void an_accepted_evaluation_comes_down_to_a_laptop_of_the_mission_and_a_waiting_one_does_not() {
    Entry entry = arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2)));
    laptop.syncs();
    assertThat(laptop.previous).isEmpty();

    accept(entry);
    laptop.syncs();

    assertThat(laptop.previous).containsOnlyKeys(BATTALION);
    PreviousEvaluation it = laptop.previous.get(BATTALION);
    assertThat(LocalDate.ofEpochDay(it.getToDay())).isEqualTo("2026-02-06");
    assertThat(it.getAnswersList())
        .contains(
            PreviousAnswer.newBuilder().setCriterion("FP1").setRating(2).setRemark(REMARK).build());
    assertThat(it.getImprovementsList())
        .singleElement()
        .satisfies(one -> assertThat(one.getAction()).isEqualTo("Wake the guard twice a night."));
    assertThat(it.toString()).doesNotContain("Brandvik", "Capt Ode Lund", "More training on");
  }

  @Test
  void only_what_changed_comes_again() {
    accept(arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2))));
    laptop.syncs();

    laptop.syncs();

    assertThat(laptop.sizes).isEmpty();
    accept(arrive(author.evaluation(evaluation("U-001", "2026-08-06", 3))));
    laptop.syncs();
    assertThat(laptop.previous.get(BATTALION).getAnswers(0).getRating()).isEqualTo(3);
    accept(arrive(author.evaluation(evaluation("U-001", "2025-08-06", 1))));
    laptop.syncs();
    assertThat(laptop.sizes).isEmpty();
  }

  @Test
  void a_trainer_gets_ratings_of_what_is_confidential_and_words_of_what_is_not() {
    give(TRAINER);
    accept(arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2))));
    accept(
        arrive(
            author.evaluation(
                classified(evaluation("U-002", "2026-02-06", 2), Classification.UNCLASSIFIED))));

    laptop.syncs();

    PreviousEvaluation confidential = laptop.previous.get(BATTALION);
    assertThat(confidential.getWithoutWords()).isTrue();
    assertThat(confidential.toString()).contains("FP1").doesNotContain(REMARK, "Wake the guard");
    assertThat(confidential.getAnswersList()).allMatch(it -> it.getValue().isEmpty());
    assertThat(laptop.previous.get("U-002 infantry-battalion").toString()).contains(REMARK);
  }

  @Test
  void what_is_strictly_confidential_never_comes_down() {
    accept(arrive(author.evaluation(evaluation("U-001", "2025-02-06", 3))));
    accept(
        arrive(
            author.evaluation(
                classified(
                    evaluation("U-001", "2026-02-06", 1), Classification.STRICTLY_CONFIDENTIAL))));

    laptop.syncs();

    assertThat(laptop.previous.get(BATTALION).getToDay())
        .isEqualTo(LocalDate.parse("2025-02-06").toEpochDay());
  }

  @Test
  void a_laptop_that_is_moved_is_told_to_remove_what_it_held_and_gets_the_other_missions_units() {
    accept(arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2))));
    laptop.syncs();
    assertThat(laptop.units).contains("U-001").doesNotContain("U-900");

    give(ELSEWHERE);
    laptop.syncs();

    assertThat(laptop.previous).isEmpty();
    assertThat(laptop.units).contains("U-900").doesNotContain("U-001");
  }

  @Test
  void a_laptop_without_a_mission_keeps_nothing() {
    accept(arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2))));
    laptop.syncs();
    assertThat(laptop.units).isNotEmpty();

    server.getBean(DeviceScopes.class).take(laptop.device(), "admin");
    laptop.syncs();

    assertThat(laptop.previous).isEmpty();
    assertThat(laptop.units).isEmpty();
  }

  @Test
  void a_unit_that_leaves_the_mission_takes_its_evaluation_along() {
    accept(arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2))));
    laptop.syncs();

    catalogue("MINNOR", 2);
    laptop.syncs();

    assertThat(laptop.previous).isEmpty();
  }

  @Test
  void a_withdrawn_an_amended_and_an_erased_record_are_removed() {
    Entry withdrawn = accept(arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2))));
    Entry raised = accept(arrive(author.evaluation(evaluation("U-002", "2026-02-06", 2))));
    Entry erased =
        accept(
            arrive(
                author.evaluation(
                    evaluation("U-001", "2026-02-06", 2),
                    InstrumentRef.parse("engineer-company@1"))));
    laptop.syncs();
    assertThat(laptop.previous).hasSize(3);

    arrive(author.withdrawal(withdrawn));
    accept(
        arrive(
            author.edit(
                raised,
                classified(
                    evaluation("U-002", "2026-02-06", 2), Classification.STRICTLY_CONFIDENTIAL))));
    server
        .getBean(Erasures.class)
        .erase(erased.revision().record(), new Erasure("Names a witness.", "olaf", "nora"));
    laptop.syncs();

    assertThat(laptop.previous).isEmpty();
  }

  @Test
  void a_cut_loses_no_message_that_was_kept() {
    catalogue("MINELD", 30);
    for (int i = 1; i <= 30; i++) {
      accept(arrive(author.evaluation(wordy(evaluation("U-%03d".formatted(i), "2026-02-06", 2)))));
    }

    laptop.syncs(4); // forms, units, and two messages of evaluations

    int first = laptop.previous.size();
    assertThat(first).isBetween(1, 29);
    laptop.syncs();
    assertThat(laptop.previous).hasSize(30);
    assertThat(laptop.sizes).allMatch(size -> size < 40_000);
  }

  @Test
  void a_laptop_that_does_not_name_the_kind_is_not_sent_it() {
    accept(arrive(author.evaluation(evaluation("U-001", "2026-02-06", 2))));

    laptop.ofOld().syncs();

    assertThat(laptop.sizes).isEmpty();
    assertThat(laptop.units).contains("U-001");
  }

  private void give(DeviceScope scope) {
    server.getBean(DeviceScopes.class).give(laptop.device(), scope, "admin");
  }

  /** Units U-001 and so on in a mission, and U-900 in the other. */
  private void catalogue(String mission, int count) {
    var units = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      units.append(
          """
          {"code":"U-%03d","type":"infantry-battalion","state":"ELD","mission":"%s","names":["B %d"]},
          """
              .formatted(i, mission, i));
    }
    var outcome =
        server
            .getBean(CatalogueImport.class)
            .run(
                """
                {"missions":[{"code":"MINELD","names":["M"]},{"code":"MINNOR","names":["N"]}],
                 "states":[{"code":"ELD","names":["Eldoria"]}],
                 "units":[%s{"code":"U-900","type":"infantry-battalion","state":"ELD",
                          "mission":"MINNOR","names":["X"]}]}
                """
                    .formatted(units));
    assertThat(outcome.problems()).isEmpty();
  }

  private static Evaluation evaluation(String unit, String to, int rating) {
    Evaluation it = SomeEntries.anEvaluation(UnitRef.coded(unit), rating);
    List<Answer> answers =
        it.answers().stream()
            .map(
                one ->
                    one.criterion().value().equals("FP1")
                        ? new Answer.Rated(one.criterion(), rating, REMARK)
                        : one)
            .toList();
    LocalDate day = LocalDate.parse(to);
    return EvaluationBuilder.builder(it)
        .from(day.minusDays(3))
        .to(day)
        .answers(answers)
        .reference("")
        .improvements(
            List.of(
                new Improvement(
                    new CriterionCode("FP1"),
                    "Wake the guard twice a night.",
                    "Capt Ode Lund",
                    day.plusDays(60))))
        .attachments(List.of())
        .build();
  }

  /** With a remark of three sentences, never the same, at each rating. */
  private static Evaluation wordy(Evaluation it) {
    List<Answer> answers =
        it.answers().stream()
            .map(
                one ->
                    one.fold(
                        rated -> new Answer.Rated(one.criterion(), 2, remark(it, one)),
                        unseen -> one,
                        given -> one))
            .toList();
    return EvaluationBuilder.builder(it).answers(answers).build();
  }

  private static String remark(Evaluation it, Answer one) {
    String seen = it.unit().code() + one.criterion().value();
    return "At post %s the drill took %d seconds. Nobody wore eye protection. The log was kept by %d."
        .formatted(seen, Math.abs(seen.hashCode() % 900), Math.abs(seen.hashCode() % 77));
  }

  private static Evaluation classified(Evaluation it, Classification as) {
    return EvaluationBuilder.builder(it).classification(as).build();
  }

  private Entry arrive(Entry entry) {
    server
        .getBean(Revisions.class)
        .append(List.of(Arrival.sound(entry)), Instant.parse("2026-03-01T10:00:00Z"));
    return entry;
  }

  private Entry accept(Entry entry) {
    server.getBean(Reviews.class).accept(entry.revision().record(), entry.revision().id(), "rita");
    return entry;
  }
}
