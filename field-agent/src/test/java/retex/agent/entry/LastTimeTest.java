package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.library.Previous;
import retex.agent.record.Log;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.contract.RecordId;
import retex.instrument.CriterionCode;

/** The last evaluation is the one of the last visit, not the one that was written down last. */
class LastTimeTest {

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomeDrafts drafts = new SomeDrafts(laptop);

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    drafts = new SomeDrafts(laptop);
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy()));
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void an_earlier_one_that_was_corrected_later_is_not_the_last() {
    String march = evaluation("2026-03-01", "2026-03-03", "1");
    evaluation("2026-09-01", "2026-09-03", "4");
    var record = laptop.getBean(Log.class).find(RecordId.parse(march));
    String correction = laptop.getBean(Submission.class).correct(record).id();
    drafts.keep(correction, "answers.A4.comment", "Seen by night.");
    assertThat(drafts.submit(correction).problems()).isEmpty();

    LastTime last = last("2026-11-01");

    assertThat(last.ended()).contains(LocalDate.parse("2026-09-03"));
    assertThat(last.answers().values()).anyMatch(it -> it.word().equals("4"));
  }

  @Test
  void a_visit_that_ended_after_this_one_began_is_not_before_it() {
    evaluation("2026-03-01", "2026-03-03", "1");
    evaluation("2026-09-01", "2026-09-03", "4");

    assertThat(last("2026-06-01").ended()).contains(LocalDate.parse("2026-03-03"));
    assertThat(last("2026-01-01").ended()).isEmpty();
    assertThat(last("").ended()).contains(LocalDate.parse("2026-09-03"));
  }

  @Test
  void the_page_of_visits_shows_what_was_agreed_on_the_last_visit() throws Exception {
    laptop.getBean(Library.class).keepUnits(true, List.of(unit()), List.of(), "1");
    String march = evaluation("2026-03-01", "2026-03-03", "1");
    evaluation("2026-09-01", "2026-09-03", "2");
    var record = laptop.getBean(Log.class).find(RecordId.parse(march));
    String correction = laptop.getBean(Submission.class).correct(record).id();
    drafts.keep(correction, "answers.A4.comment", "Seen by night.");
    assertThat(drafts.submit(correction).problems()).isEmpty();

    String page = new SomePages(laptop).get("/visits?lang=en").body();

    assertThat(page).contains("Agreed on 2026-09-03").doesNotContain("Agreed on 2026-03-03");
  }

  @Test
  void an_answer_stands_beside_its_own_question_in_another_version_or_nowhere() {
    evaluation("2026-03-01", "2026-03-03", "1");
    String next =
        SomeDrafts.convoy()
            .replace("version: 1", "version: 2")
            .replace("code: A4", "code: A9, was: [A4]")
            .replace("code: B1, kind: number", "code: B9, was: [B1], kind: number")
            .replace("criterion: B1", "criterion: B9")
            .replace("atMostOf: B1", "atMostOf: B9")
            .replace("code: B3, kind: text", "code: B1, kind: text");
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy(), "convoy@2", next));

    LastTime last =
        last("2026-11-01")
            .beside(drafts.instrument("convoy@2"), laptop.getBean(Library.class).instruments());

    assertThat(last.answers())
        .containsKeys(new CriterionCode("A9"), new CriterionCode("B9"))
        .doesNotContainKeys(new CriterionCode("A4"), new CriterionCode("B1"));
    assertThat(last.improvements()).containsOnlyKeys(new CriterionCode("A9"));
  }

  @Test
  void what_was_written_under_the_unit_s_name_counts_for_its_code_once_the_list_has_it()
      throws Exception {
    String draft = drafts.whole();
    drafts.keep(draft, "unit.code", "");
    drafts.keep(draft, "unit.name", "Some Company");
    drafts.keep(draft, "unit.state", "Some State");
    drafts.keep(draft, "period.from", "2026-03-01");
    drafts.keep(draft, "period.to", "2026-03-03");
    assertThat(drafts.submit(draft).problems()).isEmpty();
    assertThat(last("2026-06-01").ended()).isEmpty();

    laptop.getBean(Library.class).keepUnits(true, List.of(unit()), List.of(), "1");

    assertThat(last("2026-06-01").ended()).contains(LocalDate.parse("2026-03-03"));
    assertThat(new SomePages(laptop).get("/visits?lang=en").body())
        .contains("3 March 2026")
        .doesNotContain("no evaluation is known");

    var namesake =
        new LibraryUnit(
            "U-002", "transport-company", "Other", "MINELD", List.of("Some Company"), List.of());
    laptop.getBean(Library.class).keepUnits(true, List.of(unit(), namesake), List.of(), "2");
    assertThat(last("2026-06-01").ended()).as("of which of the two nobody knows").isEmpty();
  }

  private LastTime last(String from) {
    DraftForm form = DraftForm.of("{}");
    form.set("unit.code", "U-001");
    form.set("period.from", from);
    return LastTime.of(
        laptop.getBean(Log.class),
        laptop.getBean(Previous.class),
        form,
        laptop.getBean(Library.class).writtenAs("U-001"),
        "convoy",
        "");
  }

  private String evaluation(String from, String to, String rating) {
    String draft = drafts.whole();
    drafts.keep(draft, "unit.code", "U-001");
    drafts.keep(draft, "period.from", from);
    drafts.keep(draft, "period.to", to);
    drafts.keep(draft, "answers.A4.rating", rating);
    drafts.keep(draft, "answers.A4.comment", "Seen.");
    drafts.keep(draft, "improvement.A4.action", "Agreed on " + to);
    drafts.keep(draft, "improvement.A4.due", "2027-01-01");
    var outcome = drafts.submit(draft);
    assertThat(outcome.problems()).isEmpty();
    return outcome.record();
  }

  private static LibraryUnit unit() {
    return new LibraryUnit(
        "U-001", "transport-company", "Some State", "MINELD", List.of("Some Company"), List.of());
  }
}
