package retex.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

class FormEngineTest {

  private static final String FILE = file("convoy@1.yaml");

  private final Map<CriterionCode, Answer> answers = new HashMap<>();
  private final Instrument convoy = parse(FILE, "convoy@1");

  @Test
  void what_depends_on_an_answer_that_no_longer_counts_is_not_asked_either() {
    given("A1", "yes");
    given("A2", "3");
    assertThat(asked()).contains("A2", "A3");

    given("A1", "no");

    assertThat(asked()).doesNotContain("A2", "A3");
    assertThat(convoy.relevant(answers)).doesNotContainKey(code("A2"));
  }

  @Test
  void a_criterion_is_owed_where_its_condition_says_so() {
    complete();
    assertThat(problems()).isEmpty();

    given("B1", "40");
    answers.remove(code("B2"));

    assertThat(problems()).containsExactly("ANSWER_MISSING at B2");
  }

  @Test
  void an_answer_that_does_not_agree_with_another_is_named_with_the_instrument_s_sentence() {
    complete();
    given("B2", "13");

    assertThat(problems()).containsExactly("CHECK_FAILED at B2");
    assertThat(convoy.criterion(code("B2")).orElseThrow().broken(answers))
        .map(it -> it.in("fr"))
        .contains("Pas plus de véhicules prêts que de véhicules.");
  }

  @Test
  void a_rating_that_needs_a_remark_is_not_complete_without_one() {
    complete();
    answers.put(code("A4"), new Answer.Rated(code("A4"), 1, " "));

    assertThat(problems()).containsExactly("REMARK_MISSING at A4");
  }

  @Test
  void a_text_longer_than_allowed_is_named() {
    complete();
    given("V1.1", "x".repeat(41));

    assertThat(problems()).containsExactly("TEXT_TOO_LONG at V1.1");
  }

  @Test
  void a_repeated_area_asks_once_for_each_item_and_within_the_item_alone() {
    complete();
    given("V1.3", "Tanker");

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "ANSWER_MISSING at V1.2", "ANSWER_MISSING at V2.2", "ANSWER_MISSING at V2.3");

    given("V1.2", "Lorry");
    rate("V2.2", 1);
    rate("V2.3", 4);

    assertThat(problems()).containsExactly("ANSWER_MISSING at V3.2");
  }

  @Test
  void more_items_than_allowed_are_refused() {
    complete();
    for (int item = 2; item <= 5; item++) {
      given("V1." + item, "Lorry");
      rate("V2." + item, 3);
    }

    assertThat(problems()).containsExactly("ITEMS_TOO_MANY at V");
  }

  @Test
  void all_items_together_make_the_mean_of_their_area_which_weighs_once() {
    complete();
    rate("A4", 4);
    rate("V2.1", 1);
    given("V3.1", "yes");
    given("V1.2", "Lorry");
    rate("V2.2", 2);
    given("V3.2", "no");

    Score score = Scoring.of(convoy, answers, any -> true, Instruments.shipped().topics());

    assertThat(score.areas().get(2).mean()).hasValue(1.5);
    assertThat(score.areas().get(2).asked()).isEqualTo(2);
    assertThat(score.unit()).hasValue((3 * 4 + 1.5) / 4);
  }

  @Test
  void an_instrument_speaks_each_of_its_languages_and_falls_back_to_english() {
    assertThat(convoy.languages()).containsExactly("en", "fr", "ar");
    assertThat(convoy.title().in("ar")).isEqualTo("تقييم قافلة");
    assertThat(convoy.title().in("es")).isEqualTo("Convoy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: yesno|kind: yesnt|VALUE_UNFIT at convoy@1, line 16: areas[0].criteria[0].kind",
        "code: A2|code: A1|KEY_TWICE at convoy@1, line 17: A1",
        "criterion: A1, in|criterion: V1, in|" + "CONDITION_DANGLING at convoy@1, line 17: when",
        "releasable: never|releasible: never|"
            + "KEY_UNKNOWN at convoy@1, line 17: areas[0].criteria[1].releasible",
        "ar: مركبات|de: Fahrzeuge|LANGUAGE_MISSING at convoy@1, line 27: areas[2].title.ar",
        "topics: [CIED-01]|topics: [NO-99]|"
            + "TOPIC_UNKNOWN at convoy@1, line 19: areas[0].criteria[3].topics",
        "max: 4|max: 400|VALUE_UNFIT at convoy@1, line 28: repeat",
        "code: B1|code: B 1|CODE_MALFORMED at convoy@1, line 23: areas[1].criteria[0].code",
        "max: 500|max: many|VALUE_UNFIT at convoy@1, line 23: areas[1].criteria[0].max",
        "weight: 3|weight: '3'|",
      })
  void a_slip_of_the_pen_is_refused_with_line_place_and_reason(
      String right, String wrong, String refusal) {
    assertThat(FILE).contains(right);
    String slipped = FILE.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

    if (refusal == null) {
      assertThat(parse(slipped, "convoy@1").areas().get(0).weight()).isEqualTo(3);
    } else {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> parse(slipped, "convoy@1"))
          .withMessage(refusal);
    }
  }

  @Test
  void a_newer_version_keeps_moves_rewords_and_drops_each_answer_in_sight() {
    complete();
    Instrument next =
        parse(
            FILE.replace("version: 1", "version: 2")
                .replace("code: A4", "code: A9, was: [A4]")
                .replace("criterion: A4", "criterion: A9")
                .replace("Vehicles held.", "Vehicles held today.")
                .replace("code: B3, kind: text", "code: B3, kind: yesno"),
            "convoy@2");

    List<String> moves =
        Upgrade.moves(convoy, next, new java.util.TreeSet<>(answers.keySet())).stream()
            .map(it -> it.fate() + " " + name(it.from()) + ">" + name(it.to()))
            .toList();

    assertThat(moves)
        .containsExactly(
            "KEPT A1>A1",
            "MOVED A4>A9",
            "REWORDED B1>B1",
            "KEPT B2>B2",
            "KEPT V1.1>V1.1",
            "KEPT V2.1>V2.1",
            "ADDED >B3",
            "DROPPED B3>");
  }

  @Test
  void what_was_not_observed_on_one_side_disagrees_with_nothing() {
    complete();
    unseen("B2");
    assertThat(problems()).isEmpty();

    given("B2", "12");
    unseen("B1");
    assertThat(problems()).isEmpty();

    given("B1", "11");
    assertThat(problems()).containsExactly("CHECK_FAILED at B2");
  }

  @Test
  void in_no_shipped_form_does_what_was_not_observed_break_an_agreement_of_numbers() {
    for (Instrument form : Instruments.shipped().all()) {
      for (Criterion criterion : form.criteria()) {
        for (Criterion.Check check : criterion.rules().checks()) {
          for (CriterionCode hidden : check.must().numbers()) {
            answers.clear();
            check.must().criteria().forEach(it -> given(it.value(), "12"));
            unseen(hidden.value());

            assertThat(criterion.broken(answers)).as(form.ref() + " " + hidden).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void an_earlier_code_wins_over_an_equal_one_and_nothing_is_given_a_new_meaning() {
    complete();
    given("A1", "yes");
    given("A2", "3");
    Instrument shifted =
        parse(
            FILE.replace("version: 1", "version: 2")
                .replace("code: B2, kind: number", "code: B2x, was: [B1], kind: number")
                .replace("criterion: B2,", "criterion: B2x,")
                .replace("code: V1,", "code: W1, was: [V1],"),
            "convoy@2");

    List<String> moves =
        Upgrade.moves(convoy, shifted, new java.util.TreeSet<>(answers.keySet())).stream()
            .map(it -> it.fate() + " " + name(it.from()) + ">" + name(it.to()))
            .toList();

    assertThat(moves)
        .contains("MOVED B1>B2x", "DROPPED B2>", "MOVED V1.1>W1.1", "ADDED >B1")
        .doesNotContain("KEPT B1>B1");
  }

  @Test
  void in_no_shipped_form_do_two_criteria_claim_one_former_code() {
    for (Instrument form : Instruments.shipped().all()) {
      assertThat(form.criteria().stream().flatMap(it -> it.was().stream()))
          .as(form.ref().toString())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void a_stored_form_in_which_two_criteria_claim_one_former_code_is_still_read() {
    Instrument stored =
        parse(
            FILE.replace("code: A4,", "code: A4, was: [X1],")
                .replace("code: B3,", "code: B3, was: [X1],"),
            "convoy@1");

    assertThat(stored.criteria()).hasSameSizeAs(convoy.criteria());
  }

  @Test
  void of_two_criteria_that_became_one_the_second_is_dropped_and_overwrites_nothing() {
    Instrument merged =
        parse(
            FILE.replace("version: 1", "version: 2")
                .replace("code: V2,", "code: W2, was: [V2, V3],")
                .replace("criterion: V2,", "criterion: W2,"),
            "convoy@2");
    Instrument before =
        parse(FILE.replace("code: V3, kind: yesno", "code: V3, kind: rating"), "convoy@1");

    List<String> moves =
        Upgrade.moves(before, merged, List.of(new CriterionCode("V2.1"), new CriterionCode("V3.1")))
            .stream()
            .map(it -> it.fate() + " " + name(it.from()) + ">" + name(it.to()))
            .toList();

    assertThat(moves).contains("MOVED V2.1>W2.1", "DROPPED V3.1>");
  }

  private void complete() {
    given("A1", "no");
    rate("A4", 3);
    given("B1", "12");
    given("B2", "12");
    given("B3", "text");
    given("V1.1", "Lorry");
    rate("V2.1", 3);
  }

  private List<String> problems() {
    return Validation.problems(convoy, answers, Map.of()).stream().map(Refusal::toString).toList();
  }

  private List<String> asked() {
    Map<CriterionCode, Answer> relevant = convoy.relevant(answers);
    return convoy.asked(answers).stream()
        .filter(it -> it.isRelevant(relevant))
        .map(it -> it.code().value())
        .toList();
  }

  private void given(String code, String value) {
    answers.put(code(code), new Answer.Given(code(code), value, ""));
  }

  private void unseen(String code) {
    answers.put(code(code), new Answer.NotObserved(code(code), "No time", ""));
  }

  private void rate(String code, int rating) {
    answers.put(code(code), new Answer.Rated(code(code), rating, "seen"));
  }

  private static CriterionCode code(String code) {
    return new CriterionCode(code);
  }

  private static String name(Optional<CriterionCode> code) {
    return code.map(CriterionCode::value).orElse("");
  }

  private static Instrument parse(String text, String name) {
    return InstrumentParser.instrument(text, Instruments.shipped().topics(), name);
  }

  private static String file(String name) {
    try (InputStream in = FormEngineTest.class.getResourceAsStream("/instruments-test/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
