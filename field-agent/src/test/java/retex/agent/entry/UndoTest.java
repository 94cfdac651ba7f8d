package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.SomePhotograph;
import retex.agent.record.Log;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.RecordId;

/** One undo takes back what a person did by one act, whatever changed with it. */
class UndoTest {

  private static final String NEXT =
      SomeDrafts.convoy()
          .replace("version: 1", "version: 2")
          .replace("code: A4", "code: A9, was: [A4]")
          .replace("code: B3, kind: text", "code: B3, kind: yesno")
          .replace("code: V2,", "code: V9, was: [V2],")
          .replace("criterion: V2,", "criterion: V9,");

  @TempDir private static Path folder;
  private static ApplicationContext laptop = ApplicationContext.builder().build();
  private static SomeDrafts drafts = new SomeDrafts(laptop);

  @BeforeAll
  static void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    drafts = new SomeDrafts(laptop);
  }

  @BeforeEach
  void oneVersion() {
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy()));
  }

  @AfterAll
  static void close() {
    laptop.close();
  }

  @Test
  void an_item_comes_back_with_its_photograph_and_what_was_agreed_on_it() throws IOException {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.V1.2.value", "Tanker");
    drafts.keep(draft, "answers.V2.2.rating", "1");
    drafts.keep(draft, "improvement.V2.2.action", "Mend the tanker.");
    drafts.keep(draft, "answers.V1.3.value", "Crane");
    drafts.keep(draft, "improvement.V2.3.action", "Grease the crane.");
    SomeEvidence evidence = SomeEvidence.of(laptop);
    String tanker = evidence.add(draft, "V1.2", SomePhotograph.jpeg(400, 300, 1, 1));
    String crane = evidence.add(draft, "V1.3", SomePhotograph.jpeg(400, 300, 1, 2));
    evidence.caption(draft, "V1.3", crane, "The crane");
    Map<String, String> before = fields(draft);

    drafts.keeping().removeItem(draft, drafts.instrument("convoy@1").areas().get(2), 2);

    assertThat(fields(draft))
        .containsEntry("answers.V1.2.value", "Crane")
        .containsEntry("improvement.V2.2.action", "Grease the crane.")
        .containsKey("file.V1.2." + crane)
        .containsKey("file.." + tanker)
        .doesNotContainKey("improvement.V2.3.action");
    drafts.keeping().undo(draft);
    assertThat(fields(draft)).isEqualTo(before);
  }

  @Test
  void a_draft_that_was_carried_over_goes_back_whole() throws IOException {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.B3.value", "Fuel");
    drafts.keep(draft, "improvement.A4.action", "Drill the report weekly.");
    SomeEvidence.of(laptop).add(draft, "A4", SomePhotograph.jpeg(400, 300, 1, 1));
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy(), "convoy@2", NEXT));
    Map<String, String> before = fields(draft);

    drafts.keeping().upgrade(draft, drafts.instrument("convoy@1"), drafts.instrument("convoy@2"));
    assertThat(fields(draft))
        .containsEntry("answers.A9.rating", "2")
        .containsEntry("answers.V9.1.rating", "3")
        .containsEntry("improvement.A9.action", "Drill the report weekly.")
        .doesNotContainKeys("answers.A4.rating", "answers.B3.value", "improvement.A4.action");
    assertThat(drafts.find(draft).instrument()).isEqualTo("convoy@2");
    drafts.keeping().undo(draft);

    assertThat(fields(draft)).isEqualTo(before);
    assertThat(drafts.find(draft).instrument()).isEqualTo("convoy@1");
  }

  @Test
  void going_back_to_the_middle_of_an_act_takes_the_whole_of_it() {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.B3.value", "Fuel");
    Map<String, String> before = fields(draft);
    drafts.keeping().removeItem(draft, drafts.instrument("convoy@1").areas().get(2), 1);
    long last = drafts.find(draft).version();

    drafts.keeping().goBack(draft, last);

    assertThat(fields(draft)).isEqualTo(before);
  }

  @Test
  void an_act_of_many_fields_takes_in_nothing_that_was_typed_just_before() {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.V1.3.value", "Crane");
    drafts.keep(draft, "answers.V1.2.value", "Tanker");
    drafts.keeping().removeItem(draft, drafts.instrument("convoy@1").areas().get(2), 2);
    assertThat(drafts.value(draft, "answers.V1.2.value")).isEqualTo("Crane");

    drafts.keeping().undo(draft);

    assertThat(drafts.value(draft, "answers.V1.2.value")).isEqualTo("Tanker");
    assertThat(drafts.value(draft, "answers.V1.3.value")).isEqualTo("Crane");
  }

  @Test
  void what_is_entered_just_after_an_act_of_many_fields_is_taken_back_alone() {
    String draft = drafts.open("convoy@1");
    drafts.keep(draft, "unit.name", "Some Company");
    drafts.keep(draft, "unit.code", "XX-01");
    drafts.keep(draft, "unit.code", "XX-02");

    drafts.keeping().undo(draft);
    assertThat(drafts.value(draft, "unit.code")).isEqualTo("XX-01");
    drafts.keeping().undo(draft);

    assertThat(drafts.value(draft, "unit.name")).isEqualTo("Some Company");
  }

  @Test
  void a_correction_that_was_carried_over_is_signed_under_the_form_that_it_answers() {
    String record = drafts.submit(drafts.whole()).record();
    Log log = laptop.getBean(Log.class);
    var own = log.find(RecordId.parse(record));
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy(), "convoy@2", NEXT));
    String draft = laptop.getBean(Submission.class).correct(own).id();

    drafts.keeping().upgrade(draft, drafts.instrument("convoy@1"), drafts.instrument("convoy@2"));
    assertThat(drafts.submit(draft).problems()).isEmpty();

    var revisions = log.revisionsOf(own.id());
    assertThat(revisions).hasSize(2);
    assertThat(revisions.get(0).revision().instrument()).hasToString("convoy@1");
    assertThat(revisions.get(1).revision().instrument()).hasToString("convoy@2");
    assertThat(log.find(own.id()).instrument()).hasToString("convoy@2");
  }

  /** Every field that holds anything. */
  private static Map<String, String> fields(String draft) {
    DraftForm form = drafts.form(draft);
    Map<String, String> fields = new TreeMap<>();
    form.unlike(DraftForm.of("{}")).forEach(it -> fields.put(it, form.value(it)));
    fields.values().removeIf(String::isEmpty);
    fields.put("instrument", form.value("instrument"));
    return fields;
  }
}
