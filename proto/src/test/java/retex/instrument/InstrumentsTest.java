package retex.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static retex.instrument.InstrumentRefusal.ANSWER_MISSING;
import static retex.instrument.InstrumentRefusal.ANSWER_OF_ANOTHER_KIND;
import static retex.instrument.InstrumentRefusal.CHECK_FAILED;
import static retex.instrument.InstrumentRefusal.CRITERION_UNKNOWN;
import static retex.instrument.InstrumentRefusal.NUMBER_OUT_OF_RANGE;
import static retex.instrument.InstrumentRefusal.REMARK_MISSING;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            Stream.concat(
                instrument.scale().values().stream(),
                Stream.concat(
                    instrument.areas().stream().map(Area::title),
                    instrument.criteria().stream()
                        .flatMap(one -> one.choices().stream().map(Choice::text)))),
            Stream.concat(
                instrument.areas().stream()
                    .flatMap(one -> one.repeat().stream())
                    .map(Area.Repeat::item),
                instrument.criteria().stream().flatMap(InstrumentsTest::said)));

    assertThat(texts)
        .allMatch(text -> text.byLanguage().keySet().containsAll(java.util.Set.of("en", "fr")));
  }

  @ParameterizedTest
  @MethodSource("every")
  void french_has_a_narrow_space_within_quotes_and_before_tall_marks(Instrument instrument) {
    Stream<LocalText> texts = instrument.criteria().stream().flatMap(InstrumentsTest::said);

    assertThat(texts.map(text -> text.in("fr")))
        .noneMatch(text -> text.matches("(?s).*([ \u00a0][:;?!»]|[^ \u202f][;?!»]|«(?!\u202f)).*"));
  }

  @ParameterizedTest
  @MethodSource("every")
  void a_full_evaluation_has_no_problem(Instrument instrument) {
    assertThat(Validation.problems(instrument, full(instrument, 3), NARRATIVE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("every")
  void a_form_has_fifteen_to_forty_criteria_and_a_topic_for_each_that_may_be_released(
      Instrument instrument) {
    assertThat(instrument.criteria()).hasSizeBetween(15, 40);
    assertThat(instrument.criteria())
        .filteredOn(one -> one.releasable() == Releasable.YES)
        .allMatch(one -> !one.topics().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("every")
  void how_many_of_something_a_unit_holds_is_never_released(Instrument instrument) {
    assertThat(instrument.criteria())
        .filteredOn(one -> one.kind() == CriterionKind.NUMBER)
        .allMatch(one -> one.releasable() == Releasable.NEVER);
  }

  @Test
  void a_new_evaluation_begins_on_the_newest_version_and_the_old_one_stays_readable() {
    var engineers = InstrumentRef.parse("engineer-company@1");

    assertThat(Instruments.shipped().newest())
        .extracting(one -> one.ref().toString())
        .contains("engineer-company@3")
        .doesNotContain("engineer-company@1", "engineer-company@2");
    assertThat(Instruments.shipped().find(engineers)).isPresent();
  }

  static Stream<Instrument> newest() {
    Instruments shipped = Instruments.shipped();
    return shipped.newest().stream().flatMap(it -> shipped.find(it.ref()).stream());
  }

  @ParameterizedTest
  @MethodSource("newest")
  void every_question_says_how_to_observe_it_and_what_a_one_and_a_four_look_like(
      Instrument instrument) {
    List<Criterion> rated =
        instrument.criteria().stream().filter(InstrumentsTest::isRating).toList();

    assertThat(instrument.criteria()).allMatch(one -> one.guidance().isPresent());
    assertThat(rated)
        .allMatch(
            one -> one.guidance().orElseThrow().in("en").matches("(?s).+[.]\n1: .+[.]\n4: .+[.]"))
        .allMatch(
            one ->
                one.guidance()
                    .orElseThrow()
                    .in("fr")
                    .matches("(?s).+[.]\n1\u202f: .+[.]\n4\u202f: .+[.]"));
    assertThat(rated)
        .filteredOn(one -> one.evidence().isPresent())
        .hasSizeGreaterThan(rated.size() / 2);
  }

  @ParameterizedTest
  @MethodSource("newest")
  void a_shortfall_is_not_rated_without_a_word_of_what_was_seen(Instrument instrument) {
    Map<CriterionCode, Answer> answers = full(instrument, 2);
    List<String> rated =
        instrument.asked(answers).stream()
            .filter(InstrumentsTest::isRating)
            .filter(one -> one.isRelevant(instrument.relevant(answers)))
            .map(one -> REMARK_MISSING.at(one.code().value()).toString())
            .toList();

    assertThat(Validation.problems(instrument, answers, NARRATIVE))
        .extracting(Refusal::toString)
        .containsExactlyElementsOf(rated);
  }

  @ParameterizedTest
  @MethodSource("newest")
  void a_draft_begun_on_the_version_before_loses_nothing_and_owes_nothing_new(Instrument it) {
    Instrument before =
        Instruments.shipped()
            .find(new InstrumentRef(it.ref().id(), it.ref().version() - 1))
            .orElseThrow();
    Map<CriterionCode, Answer> answers = full(before, 3);
    Topics topics = Instruments.shipped().topics();

    assertThat(Upgrade.moves(before, it, answers.keySet()))
        .allMatch(move -> Set.of(Upgrade.Fate.KEPT, Upgrade.Fate.ADDED).contains(move.fate()));
    assertThat(Validation.problems(it, answers, NARRATIVE)).isEmpty();
    assertThat(Scoring.of(it, answers, any -> true, topics).unit())
        .isEqualTo(Scoring.of(before, answers, any -> true, topics).unit());
  }

  @Test
  void numbers_that_do_not_agree_with_the_rest_are_named() {
    var battalion =
        Instruments.shipped().find(InstrumentRef.parse("infantry-battalion@2")).orElseThrow();
    var answers = full(battalion, 3);
    put(answers, new Answer.Given(new CriterionCode("MS2"), "0", ""));
    put(answers, new Answer.Given(new CriterionCode("SU6"), "13", ""));
    assertThat(Validation.problems(battalion, answers, NARRATIVE))
        .extracting(Refusal::toString)
        .containsExactly(CHECK_FAILED.at("MS2").toString(), CHECK_FAILED.at("SU6").toString());

    put(answers, new Answer.NotObserved(new CriterionCode("MS1"), "nobody left", ""));
    answers.remove(new CriterionCode("SU6"));

    assertThat(Validation.problems(battalion, answers, NARRATIVE))
        .extracting(Refusal::toString)
        .containsExactly(ANSWER_MISSING.at("SU6").toString());
  }

  @Test
  void what_came_down_as_it_was_shipped_is_not_read_again() {
    Map<String, String> sources = new HashMap<>(Instruments.shipped().sources());
    String transport = sources.get("transport-company@1");
    sources.put("convoy@1", transport.replace("id: transport-company", "id: convoy"));

    Instruments parsed = Instruments.parse(sources);

    assertThat(parsed.find(infantry.ref()).orElseThrow()).isSameAs(infantry);
    assertThat(parsed.find(InstrumentRef.parse("convoy@1"))).isPresent();
  }

  @Test
  void the_rating_of_a_handful_of_police_officers_never_leaves_by_itself() {
    var police =
        Instruments.shipped()
            .find(InstrumentRef.parse("individual-police-officers@2"))
            .orElseThrow();

    assertThat(police.criteria()).noneMatch(one -> one.releasable() == Releasable.YES);
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

  private static Stream<LocalText> said(Criterion criterion) {
    return Stream.of(
            Stream.of(criterion.text()),
            criterion.guidance().stream(),
            criterion.evidence().stream(),
            criterion.rules().checks().stream().map(Criterion.Check::message))
        .flatMap(texts -> texts);
  }

  private static boolean isRating(Criterion criterion) {
    return criterion.kind() == CriterionKind.RATING;
  }

  private static Map<CriterionCode, Answer> full(Instrument instrument, int rating) {
    var answers = new HashMap<CriterionCode, Answer>();
    List<Criterion> asked =
        instrument.areas().stream().flatMap(it -> it.asked(1).stream()).toList();
    for (Criterion criterion : asked) {
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
