package retex.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static retex.instrument.InstrumentRefusal.ANSWER_MISSING;
import static retex.instrument.InstrumentRefusal.ANSWER_OF_ANOTHER_KIND;
import static retex.instrument.InstrumentRefusal.CRITERION_UNKNOWN;
import static retex.instrument.InstrumentRefusal.NUMBER_OUT_OF_RANGE;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

class InstrumentsTest {

  private static final Map<String, String> NARRATIVE =
      Map.of("strengths", "a", "shortfalls", "b", "recommendations", "c");

  private final Instrument infantry =
      Instruments.shipped().find(InstrumentRef.parse("infantry-battalion@1")).orElseThrow();

  static Stream<Instrument> every() {
    return Instruments.shipped().all().stream();
  }

  @ParameterizedTest
  @MethodSource("every")
  void every_text_is_there_in_english_and_french(Instrument instrument) {
    Stream<LocalText> texts =
        Stream.concat(
            instrument.scale().values().stream(),
            instrument.criteria().stream()
                .flatMap(one -> Stream.concat(Stream.of(one.text()), one.guidance().stream())));

    assertThat(texts)
        .allMatch(text -> text.byLanguage().keySet().containsAll(java.util.Set.of("en", "fr")));
  }

  @ParameterizedTest
  @MethodSource("every")
  void a_full_evaluation_has_no_problem(Instrument instrument) {
    assertThat(Validation.problems(instrument, full(instrument, 3), NARRATIVE)).isEmpty();
  }

  @Test
  void an_empty_evaluation_names_everything_that_is_missing() {
    long required = infantry.criteria().stream().filter(Criterion::required).count();

    assertThat(Validation.problems(infantry, Map.of(), Map.of()))
        .hasSize((int) required + 3)
        .allMatch(problem -> problem.code() == ANSWER_MISSING);
  }

  @Test
  void wrong_answers_are_named_by_criterion() {
    var answers = full(infantry, 3);
    put(answers, new Answer.Given(new CriterionCode("FP1"), "yes", ""));
    put(answers, new Answer.Given(new CriterionCode("MS2"), "501", ""));
    put(answers, new Answer.Given(new CriterionCode("C25"), "perhaps", ""));
    put(answers, new Answer.Rated(new CriterionCode("ZZ9"), 3, ""));

    assertThat(Validation.problems(infantry, answers, NARRATIVE))
        .extracting(Refusal::toString)
        .containsExactly(
            ANSWER_OF_ANOTHER_KIND.at("FP1").toString(),
            ANSWER_OF_ANOTHER_KIND.at("C25").toString(),
            NUMBER_OUT_OF_RANGE.at("MS2").toString(),
            CRITERION_UNKNOWN.at("ZZ9").toString());
  }

  @Test
  void a_score_is_the_mean_of_areas_by_weight() {
    var answers = full(infantry, 3);
    put(answers, new Answer.Rated(new CriterionCode("SU1"), 1, "")); // weight 1, not critical

    Score score = Scoring.of(infantry, answers, any -> true, Instruments.shipped().topics());

    assertThat(score.unit()).hasValue((3 * 3 + 2 * 3 + 3 * 3 + 2 * 3 + 2.5 + 2 * 3) / 13);
    assertThat(score.capped()).isFalse();
  }

  @Test
  void a_one_in_a_topic_critical_to_security_caps_the_unit_at_two() {
    var answers = full(infantry, 4);
    put(answers, new Answer.Rated(new CriterionCode("FP2"), 1, ""));

    Score score = Scoring.of(infantry, answers, any -> true, Instruments.shipped().topics());

    assertThat(score.unit()).hasValue(2);
    assertThat(score.capped()).isTrue();
  }

  @Test
  void what_may_not_be_seen_has_no_part_in_the_score() {
    var answers = full(infantry, 3);
    put(answers, new Answer.Rated(new CriterionCode("FP5"), 1, "")); // never releasable, critical

    Score score =
        Scoring.of(
            infantry,
            answers,
            criterion -> criterion.releasable() == Releasable.YES,
            Instruments.shipped().topics());

    assertThat(score.unit()).hasValue(3);
    assertThat(score.areas().get(0).asked()).isEqualTo(4);
  }

  @Test
  void a_criterion_that_does_not_apply_is_not_asked() {
    var answers = full(infantry, 3);
    answers.remove(new CriterionCode("PC5"));
    put(answers, new Answer.Rated(new CriterionCode("PC1"), 1, ""));

    Score score = Scoring.of(infantry, answers, any -> true, Instruments.shipped().topics());

    assertThat(score.areas().get(2).asked()).isEqualTo(4);
  }

  @Test
  void a_file_with_a_key_that_nobody_knows_is_refused_with_its_place() {
    Map<String, String> sources = new HashMap<>(Instruments.shipped().sources());
    sources.replaceAll((name, text) -> text.replace("releasable: never", "releasible: never"));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Instruments.parse(sources))
        .withMessageContaining("releasible");
  }

  private static Map<CriterionCode, Answer> full(Instrument instrument, int rating) {
    var answers = new HashMap<CriterionCode, Answer>();
    for (Criterion criterion : instrument.criteria()) {
      put(
          answers,
          switch (criterion.kind()) {
            case RATING -> new Answer.Rated(criterion.code(), rating, "");
            case YESNO -> new Answer.Given(criterion.code(), "yes", "");
            case NUMBER -> new Answer.Given(criterion.code(), "12", "");
            case TEXT -> new Answer.Given(criterion.code(), "text", "");
            case CHOICE ->
                new Answer.Given(criterion.code(), criterion.choices().get(0).code(), "");
          });
    }
    return answers;
  }

  private static void put(Map<CriterionCode, Answer> answers, Answer answer) {
    answers.put(answer.criterion(), answer);
  }
}
