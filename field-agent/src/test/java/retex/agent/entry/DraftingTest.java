package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftRefusal;
import retex.agent.draft.Drafts;
import retex.agent.entry.Keeping.Change;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.Words;
import retex.contract.RecordId;
import retex.instrument.InstrumentRef;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/** A draft of an instrument that uses everything, from its first field to its submission. */
class DraftingTest {

  private static final List<String[]> WHOLE =
      Arrays.asList(
          new String[][] {
            {"unit.name", "Some Company"},
            {"period.from", "2026-02-03"},
            {"period.to", "2026-02-04"},
            {"evaluators", "Some One; lead"},
            {"answers.A1.value", "no"},
            {"answers.A4.rating", "2"},
            {"answers.B1.value", "12"},
            {"answers.B2.value", "9"},
            {"answers.V1.1.value", "Lorry"},
            {"answers.V2.1.rating", "3"},
          });

  @TempDir private static Path folder;
  private static ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeAll
  static void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @BeforeEach
  void oneVersion() {
    library(convoy());
  }

  @AfterAll
  static void close() {
    laptop.close();
  }

  @Test
  void a_whole_form_is_submitted_with_the_unit_s_comment_and_what_was_agreed() {
    String draft = whole();
    keep(draft, "unitComment.by", "Maj Some Commander");
    keep(draft, "unitComment.text", "Spare parts came late.");
    keep(draft, "improvement.A4.action", "Drill the report weekly.");
    keep(draft, "improvement.A4.due", "2026-05-01");

    var evaluation = LastTime.evaluation(log(), log().find(submit(draft))).orElseThrow();

    assertThat(evaluation.unitComment().orElseThrow().text()).isEqualTo("Spare parts came late.");
    assertThat(evaluation.improvements()).hasSize(1);
    assertThat(evaluation.improvements().get(0).due()).isEqualTo("2026-05-01");
  }

  @Test
  void the_next_evaluation_shows_the_last_answers_what_changed_and_what_was_agreed() {
    String before = whole();
    keep(before, "improvement.A4.action", "Drill the report weekly.");
    keep(before, "improvement.A4.due", "2026-05-01");
    submit(before);
    String draft = whole();
    keep(draft, "period.from", "2026-08-03");
    keep(draft, "period.to", "2026-08-04");
    keep(draft, "answers.A4.rating", "4");

    FormView.Before shown = row(draft, "A", "A4").before();

    assertThat(shown.said()).isEqualTo("2 Able with shortfalls");
    assertThat(shown.change()).isEqualTo("better");
    assertThat(shown.agreed()).isEqualTo("Drill the report weekly, 1 May 2026");
    assertThat(row(draft, "V", "V2.1").before().change()).isEqualTo("same");
  }

  @Test
  void two_windows_never_overwrite_each_other_unseen() {
    String draft = whole();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> keeping().keep(draft, List.of(new Change("answers.B1.value", "3", "40"))))
        .matches(it -> it.refusal().code() == DraftRefusal.DRAFT_CHANGED_ELSEWHERE);
    assertThat(value(draft, "answers.B1.value")).isEqualTo("12");

    keeping().keep(draft, List.of(new Change("answers.B1.value", "12", "40")));
    assertThat(value(draft, "answers.B1.value")).isEqualTo("40");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "answers",
        "answers.",
        "answers.A4",
        "answers.A4.secret",
        "answers.Z9.rating",
        "answers.{0}.rating",
        "narrative.diary",
        "improvement.Z9.due",
        "trainingNeeds.NO-99",
        "trainer.name",
        "unit",
        "kind",
        "instrument",
        "anything"
      })
  void what_is_no_field_of_the_form_is_refused_by_name_and_writes_nothing(String field) {
    String draft = whole();
    Draft before = drafts().find(draft);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> keeping().keep(draft, List.of(new Change(field, "", "written"))))
        .matches(it -> it.refusal().code() == EntryRefusal.FIELD_NOT_IN_FORM);

    assertThat(drafts().find(draft)).isEqualTo(before);
  }

  @Test
  void undo_takes_back_one_change_after_the_other_to_the_beginning() {
    String draft = whole();
    int changes = drafts().history(draft).size();

    for (int i = 0; i < changes; i++) {
      keeping().undo(draft);
    }

    assertThat(drafts().lastChange(draft)).isEmpty();
    assertThat(DraftForm.of(drafts().find(draft).content()).answered()).isEmpty();
    assertThat(drafts().history(draft)).hasSize(2 * changes);
  }

  @Test
  void a_sentence_that_is_being_typed_is_one_change() {
    String draft = whole();
    int changes = drafts().history(draft).size();

    keep(draft, "answers.A4.comment", "Slow");
    keep(draft, "answers.A4.comment", "Slow by");
    keep(draft, "answers.A4.comment", "Slow by night");

    assertThat(drafts().history(draft)).hasSize(changes + 1);
    keeping().undo(draft);
    assertThat(value(draft, "answers.A4.comment")).isEmpty();
  }

  @Test
  void a_rating_in_place_of_another_is_a_change_of_its_own_however_soon() {
    String draft = whole();
    keep(draft, "answers.A4.rating", "");
    int changes = drafts().history(draft).size();

    keep(draft, "answers.A4.rating", "3");
    keep(draft, "answers.A4.rating", "1");

    assertThat(drafts().history(draft)).hasSize(changes + 2);
    keeping().undo(draft);
    assertThat(value(draft, "answers.A4.rating")).isEqualTo("3");
  }

  @Test
  void a_day_in_place_of_another_is_a_change_of_its_own_however_soon() {
    String draft = whole();
    keep(draft, "period.to", "2026-11-20");
    int changes = drafts().history(draft).size();

    keep(draft, "period.to", "2026-11-21");

    assertThat(drafts().history(draft)).hasSize(changes + 1);
    keeping().undo(draft);
    assertThat(value(draft, "period.to")).isEqualTo("2026-11-20");
  }

  @Test
  void going_back_puts_every_field_to_where_it_was() {
    String draft = whole();
    String then = drafts().find(draft).content();
    long version = drafts().find(draft).version();
    keep(draft, "answers.A4.rating", "NO");
    keep(draft, "answers.A4.reason", "No convoy left");
    keep(draft, "answers.A4.rating", "1");
    keep(draft, "answers.B3.value", "Fuel");

    keeping().goBack(draft, version + 1);

    assertThat(drafts().find(draft).content()).isEqualTo(then);
  }

  @Test
  void an_answer_that_is_no_longer_asked_for_is_not_submitted() {
    String draft = whole();
    keep(draft, "answers.A1.value", "yes");
    keep(draft, "answers.A2.value", "3");
    keep(draft, "answers.A3.rating", "3");
    keep(draft, "answers.A1.value", "no");

    var evaluation = LastTime.evaluation(log(), log().find(submit(draft))).orElseThrow();

    assertThat(evaluation.answers())
        .extracting(it -> it.criterion().value())
        .containsExactly("A1", "A4", "B1", "B2", "V1.1", "V2.1");
  }

  @Test
  void what_another_answer_makes_required_or_optional_is_answered_with_it() {
    String draft = whole();
    assertThat(standing(draft).required()).containsExactly("B2");
    assertThat(standing(draft).optional()).isEmpty();

    keep(draft, "answers.B1.value", "0");

    assertThat(standing(draft).required()).isEmpty();
    assertThat(standing(draft).optional()).containsExactly("B2");
  }

  @Test
  void what_is_missing_leads_to_its_part_and_field_in_the_instrument_s_words() {
    String draft = whole();
    keep(draft, "answers.B2.value", "13");
    keep(draft, "answers.V1.2.value", "Tanker");
    keep(draft, "answers.A4.rating", "NO");

    List<FormView.Problem> problems = view(draft, "about", problems(draft)).problems();

    assertThat(problems)
        .extracting(FormView.Problem::text)
        .containsExactly(
            "A4 – Reports explosive devices: What was not observed needs a reason.",
            "B2 – Of these ready: No more vehicles are ready than there are.",
            "V2.2 – State of repair: An answer is missing.");
    assertThat(problems.get(2).link()).endsWith("?section=V#at-V2.2");
  }

  @Test
  void an_item_that_is_taken_away_lets_those_after_it_move_up() {
    String draft = whole();
    keep(draft, "answers.V1.2.value", "Tanker");
    keep(draft, "answers.V1.3.value", "Crane");

    keeping().removeItem(draft, instrument("convoy@1").areas().get(2), 2);

    assertThat(value(draft, "answers.V1.2.value")).isEqualTo("Crane");
    assertThat(value(draft, "answers.V1.3.value")).isEmpty();
    assertThat(value(draft, "answers.V1.1.value")).isEqualTo("Lorry");
  }

  @Test
  void a_draft_is_finished_on_the_version_it_was_begun_with_or_carried_to_the_next() {
    String draft = whole();
    String other = whole();
    library(
        convoy(),
        convoy().replace("version: 1", "version: 2").replace("code: A4", "code: A9, was: [A4]"));
    assertThat(view(draft, "A", List.of()).sides().upgrade()).isEqualTo("convoy@2");

    keeping().upgrade(draft, instrument("convoy@1"), instrument("convoy@2"));

    assertThat(value(draft, "answers.A9.rating")).isEqualTo("2");
    assertThat(log().find(submit(draft)).instrument()).hasToString("convoy@2");
    assertThat(log().find(submit(other)).instrument()).hasToString("convoy@1");
  }

  @Test
  void a_form_in_arabic_is_laid_out_from_right_to_left() {
    Draft draft = drafts().find(whole());

    FormView view =
        laptop
            .getBean(Forms.class)
            .view(draft, new Forms.Wish("A", "ar", 0, Words.in("fr")), List.of());

    assertThat(view.spoken().direction()).isEqualTo("rtl");
    assertThat(view.groups().get(0).rows().get(0).label()).isEqualTo("يرافق القوافل.");
  }

  private String whole() {
    Draft draft = laptop.getBean(Submission.class).open("convoy@1", "", "en");
    WHOLE.forEach(field -> keep(draft.id(), field[0], field[1]));
    return draft.id();
  }

  private void keep(String draft, String name, String text) {
    keeping().keep(draft, List.of(new Change(name, value(draft, name), text)));
  }

  private String value(String draft, String name) {
    return DraftForm.of(drafts().find(draft).content()).value(name);
  }

  private RecordId submit(String draft) {
    var outcome = laptop.getBean(Submission.class).submit(drafts().find(draft));
    assertThat(outcome.problems()).isEmpty();
    return RecordId.parse(outcome.record());
  }

  private List<Refusal> problems(String draft) {
    return laptop.getBean(Submission.class).problems(drafts().find(draft));
  }

  private FormView view(String draft, String section, List<Refusal> problems) {
    var wish = new Forms.Wish(section, "", 0, Words.in("en"));
    return laptop.getBean(Forms.class).view(drafts().find(draft), wish, problems);
  }

  private Standing standing(String draft) {
    return view(draft, "B", List.of()).standing();
  }

  private FormView.Row row(String draft, String section, String code) {
    return view(draft, section, List.of()).groups().stream()
        .flatMap(group -> group.rows().stream())
        .filter(row -> row.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private void library(String... files) {
    var library = laptop.getBean(Library.class);
    var sources = new java.util.HashMap<String, String>();
    for (int i = 0; i < files.length; i++) {
      sources.put("convoy@" + (i + 1), files[i]);
    }
    library.keepInstruments(true, sources, List.of(), "0000000000000000");
  }

  private retex.instrument.Instrument instrument(String ref) {
    return laptop.getBean(Library.class).instruments().find(InstrumentRef.parse(ref)).orElseThrow();
  }

  private Keeping keeping() {
    return laptop.getBean(Keeping.class);
  }

  private Drafts drafts() {
    return laptop.getBean(Drafts.class);
  }

  private Log log() {
    return laptop.getBean(Log.class);
  }

  private static String convoy() throws IllegalStateException {
    try (var in = DraftingTest.class.getResourceAsStream("/instruments-test/convoy@1.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
