package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.agent.record.RecordRefusal;
import retex.agent.record.RecordState;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.vault.VaultRefusal;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.RecordId;
import retex.instrument.InstrumentRef;
import retex.refusal.RefusedException;

class ImportTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop = start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void a_file_is_submitted_whole_and_a_second_time_changes_nothing() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);

    FileImport.Outcome first = imports().run(lines, false, false);
    FileImport.Outcome second = imports().run(lines, false, false);

    assertThat(first.taken()).hasSize(lines.size());
    assertThat(second.taken()).isEmpty();
    assertThat(second.alreadyThere()).hasSize(lines.size());
    assertThat(log().tip().number()).isEqualTo(lines.size());
  }

  @Test
  void one_bad_line_refuses_the_file_and_is_named_by_line_field_and_reason() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(SAMPLE));
    lines.add(1, lines.get(0).replace("\"rating\": 1", "\"rating\": 7"));

    FileImport.Outcome outcome = imports().run(lines, false, false);

    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.problems()).allMatch(problem -> problem.line() == 2);
    assertThat(outcome.problems().get(0).why().where()).contains("FP2");
    assertThat(log().tip().number()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"instrument\": ', '\"instrumint\": ', LINE_FIELD_MISSING, instrument",
    "'\"instrument\": ', '\"instrumint\": ', LINE_FIELD_UNKNOWN, instrumint",
    "'\"from\": ', '\"since\": ', LINE_FIELD_MISSING, period.from",
    "'\"kind\": ', '\"record\": \"none such\", \"kind\": ', RECORD_UNKNOWN, record"
  })
  void a_field_that_is_missing_unknown_or_unfit_is_named_by_its_path(
      String written, String mistyped, String code, String field) throws IOException {
    String line = Files.readAllLines(SAMPLE).get(0).replaceFirst(written, mistyped);

    FileImport.Outcome outcome = imports().run(List.of(line), false, false);

    assertThat(outcome.problems())
        .anyMatch(it -> it.why().code().name().equals(code) && it.why().where().equals(field));
    assertThat(outcome.taken()).isEmpty();
  }

  @Test
  void keep_going_takes_the_good_lines_and_lists_the_others() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(SAMPLE));
    lines.set(2, "{not json");

    FileImport.Outcome outcome = imports().run(lines, false, true);

    assertThat(outcome.taken()).hasSize(lines.size() - 1);
    assertThat(outcome.badLines()).isEqualTo(1);
  }

  @Test
  void drafts_are_kept_and_nothing_is_submitted() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);

    imports().run(lines, true, false);

    assertThat(laptop.getBean(Drafts.class).all()).hasSize(lines.size());
    assertThat(log().tip().number()).isZero();
  }

  @Test
  void the_log_verifies_from_its_first_entry_to_its_signed_head() throws IOException {
    imports().run(Files.readAllLines(SAMPLE), false, false);

    LogTip tip = LogTip.empty(log().tip().log());
    for (var entry : log().after(0, 100)) {
      tip = LogVerifier.follow(tip, entry);
    }
    var key = laptop.getBean(retex.agent.vault.Identity.class).key();

    LogVerifier.vouches(log().heads(tip.number(), tip.number()).get(0), tip, key.publicKey());
    assertThat(tip).isEqualTo(log().tip());
  }

  @Test
  void a_mistaken_record_is_withdrawn_by_a_revision_and_never_deleted() throws IOException {
    imports().run(Files.readAllLines(SAMPLE).subList(0, 1), false, false);
    var record = log().all().get(0);

    log().withdraw(record.id(), "entered for the wrong unit", "evaluator");

    assertThat(log().find(record.id()).state()).isEqualTo(RecordState.WITHDRAWN);
    assertThat(log().revisionsOf(record.id())).hasSize(2);
  }

  @Test
  void a_line_that_mends_a_record_with_another_form_is_refused_and_so_is_the_log() {
    var drafts = new SomeDrafts(laptop);
    String other = SomeDrafts.convoy().replace("id: convoy", "id: column");
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy(), "column@1", other));
    String draft = drafts.whole();
    DraftForm form = drafts.form(draft);
    var record = log().find(RecordId.parse(drafts.submit(draft).record()));
    form.set("record", record.id().toString());
    form.set("instrument", "column@1");
    form.retain(Set.copyOf(form.answered())); // whole, as a line is

    var outcome = imports().run(List.of(form.content()), false, false);

    assertThat(outcome.problems())
        .extracting(it -> it.why().code())
        .containsExactly(RecordRefusal.RECORD_OF_ANOTHER_FORM);
    var payload = log().revisionsOf(record.id()).get(0).payload();
    var column = InstrumentRef.parse("column@1");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> log().revise(record.id(), record.revision(), payload, "asta", column))
        .matches(it -> it.refusal().code() == RecordRefusal.RECORD_OF_ANOTHER_FORM);
  }

  @Test
  void another_passphrase_is_refused_and_nothing_on_disk_can_be_read() throws IOException {
    imports().run(Files.readAllLines(SAMPLE), false, false);
    laptop.close();
    laptop = start();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> laptop.getBean(Vault.class).open("another one".toCharArray()))
        .matches(e -> e.refusal().code() == VaultRefusal.PASSPHRASE_WRONG);
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain("SQLite format", "Odhavi", "Tindale", "infantry");
      }
    }
  }

  private ApplicationContext start() {
    return SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
  }

  private FileImport imports() {
    return laptop.getBean(FileImport.class);
  }

  private Log log() {
    return laptop.getBean(Log.class);
  }
}
