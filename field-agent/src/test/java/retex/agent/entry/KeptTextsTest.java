package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.draft.DraftRefusal;
import retex.agent.entry.Keeping.Change;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.refusal.RefusedException;

/** A writer is told what was kept, and may go on from what was sent or from what was kept. */
class KeptTextsTest {

  @TempDir private static Path folder;
  private static ApplicationContext laptop = ApplicationContext.builder().build();
  private static SomeDrafts drafts = new SomeDrafts(laptop);

  @BeforeAll
  static void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    drafts = new SomeDrafts(laptop);
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy()));
  }

  @AfterAll
  static void close() {
    laptop.close();
  }

  @Test
  void a_member_without_a_role_is_kept_as_a_member_and_the_writer_is_told() {
    String draft = drafts.open("convoy@1");

    assertThat(kept(draft, "evaluators", "", "Maj Okafor"))
        .containsExactly(Map.entry("evaluators", "Maj Okafor; member"));
    assertThat(kept(draft, "evaluators", "Maj Okafor; member", "Maj Okafor; lead")).isEmpty();
    assertThat(kept(draft, "evaluators", "Maj Okafor; lead", "Maj Okafor; lead\n"))
        .containsExactly(Map.entry("evaluators", "Maj Okafor; lead"));
  }

  @Test
  void whoever_never_heard_what_was_kept_goes_on_from_what_was_sent() {
    String draft = drafts.open("convoy@1");
    kept(draft, "evaluators", "", "Maj Okafor");

    assertThat(kept(draft, "evaluators", "Maj Okafor", "Maj Okafor; lead")).isEmpty();

    assertThat(drafts.value(draft, "evaluators")).isEqualTo("Maj Okafor; lead");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> kept(draft, "evaluators", "Maj Okafor", "Maj Okafor; driver"))
        .matches(it -> it.refusal().code() == DraftRefusal.DRAFT_CHANGED_ELSEWHERE);
  }

  @Test
  void a_reason_stays_while_a_rating_stands_and_is_not_submitted() {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.A4.rating", "NO");
    drafts.keep(draft, "answers.A4.reason", "No convoy left");

    assertThat(kept(draft, "answers.A4.rating", "NO", "3")).isEmpty();
    assertThat(drafts.value(draft, "answers.A4.reason")).isEqualTo("No convoy left");

    drafts.keep(draft, "answers.A4.rating", "NO");
    assertThat(DraftAnswers.of(drafts.form(draft)).values()).anyMatch(it -> it.word().equals("NO"));
    drafts.keep(draft, "answers.A4.rating", "3");
    drafts.keep(draft, "answers.B3.reason", "Never asked");
    assertThat(drafts.submit(draft).problems()).isEmpty();
  }

  @Test
  void a_value_that_goes_with_not_observed_is_told_and_comes_back_with_one_undo() {
    String draft = drafts.open("convoy@1");
    drafts.keep(draft, "answers.A1.value", "yes");

    assertThat(kept(draft, "answers.A1.rating", "", "NO"))
        .containsExactly(Map.entry("answers.A1.value", ""));
    drafts.keeping().undo(draft);

    assertThat(drafts.value(draft, "answers.A1.value")).isEqualTo("yes");
    assertThat(drafts.value(draft, "answers.A1.rating")).isEmpty();
  }

  @Test
  void a_number_after_not_observed_is_told_and_is_what_is_submitted() {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.B1.rating", "NO");
    drafts.keep(draft, "answers.B1.reason", "No convoy left");

    assertThat(kept(draft, "answers.B1.value", "", "12"))
        .containsExactly(Map.entry("answers.B1.rating", ""));

    assertThat(drafts.submit(draft).problems()).isEmpty();
  }

  @Test
  void a_box_that_is_not_ticked_is_empty_and_a_number_has_no_zero_in_front() {
    String draft = drafts.open("trainer-note@1");

    assertThat(kept(draft, "languageBarrier", "", "yes")).isEmpty();
    assertThat(kept(draft, "languageBarrier", "yes", "")).isEmpty();
    assertThat(kept(draft, "languageBarrier", "", "yes")).isEmpty();
    assertThat(kept(draft, "audience.total", "", "024"))
        .containsExactly(Map.entry("audience.total", "24"));
    assertThat(kept(draft, "audience.total", "24", "25")).isEmpty();
  }

  @Test
  void a_unit_of_the_list_has_no_typed_name_and_undo_brings_the_name_back() {
    String draft = drafts.open("convoy@1");
    drafts.keep(draft, "unit.name", "Some Company");
    String type = drafts.value(draft, "unit.type");

    assertThat(kept(draft, "unit.code", "", "XX-01"))
        .containsEntry("unit.name", "")
        .containsEntry("unit.type", "");
    assertThatExceptionOfType(RefusedException.class)
        .as("a name typed elsewhere meanwhile is not thrown away")
        .isThrownBy(() -> kept(draft, "unit.name", "Some Company", "Some Company of ours"))
        .matches(it -> it.refusal().code() == DraftRefusal.DRAFT_CHANGED_ELSEWHERE);
    assertThat(kept(draft, "unit.name", "Some Company of ours", "")).isEmpty();
    assertThat(drafts.value(draft, "unit.code")).isEqualTo("XX-01");
    drafts.keeping().undo(draft);

    assertThat(drafts.value(draft, "unit.code")).isEmpty();
    assertThat(drafts.value(draft, "unit.name")).isEqualTo("Some Company");
    assertThat(drafts.value(draft, "unit.type")).isEqualTo(type);
  }

  @Test
  void a_caption_of_a_photograph_that_is_gone_is_not_said_to_be_kept() {
    String draft = drafts.open("convoy@1");
    String caption = "caption.A4." + "ab".repeat(32);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> kept(draft, caption, "", "The gate"))
        .matches(it -> it.refusal().code() == DraftRefusal.DRAFT_CHANGED_ELSEWHERE);
    assertThat(kept(draft, caption, "The gate", "")).isEmpty();
  }

  private static Map<String, String> kept(String draft, String name, String before, String value) {
    return drafts
        .keeping()
        .keep(draft, List.of(new Change(name, before, value)), Keeping.Kept::texts);
  }
}
