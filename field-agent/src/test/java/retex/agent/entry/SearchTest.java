package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;

class SearchTest {

  private static final String LINE =
      """
      {"kind":"trainer-note","unit":"U-%03d","rotation":"2026-A","date":"2026-02-10","language":"fr",\
      "trainer":{"name":"Cne Aïcha Benoît"},"topic":"MED-01","audience":{"total":24,"women":5},\
      "languageOfInstruction":"fr","level":{"before":2,"after":3},"observations":"%s"}""";

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "retex.command", "true")).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"évacuation", "EVACUATION", "evac", "aicha réservoir", "U-001 med-01"})
  void a_word_is_found_from_its_beginning_whatever_its_accents_and_case(String typed) {
    submit("Évacuation retardée, réservoir vide.", "Rien à signaler.");

    assertThat(find(typed)).extracting(OwnRecord::unit).containsExactly("U-001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "a\" OR \"b", "NEAR(", "*", "words:x", "-", "unit AND"})
  void what_is_typed_is_never_read_as_an_expression(String typed) {
    submit("Rien à signaler.");

    assertThat(find(typed)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void a_new_revision_is_found_by_its_new_words_and_a_withdrawn_record_by_its_old_ones() {
    submit("Premier texte.");
    OwnRecord record = find("premier").get(0);

    Log log = laptop.getBean(Log.class);
    log.withdraw(record.id(), "saisie par erreur", "Cne Benoît");

    assertThat(find("premier")).hasSize(1);
    assertThat(find("erreur")).extracting(OwnRecord::state).containsExactly(RecordState.WITHDRAWN);
  }

  @Test
  void a_state_narrows_the_list_and_pages_follow_each_other_without_a_gap() {
    submit("un", "deux", "trois", "quatre", "cinq");
    Search search = laptop.getBean(Search.class);
    OwnRecord third = find("trois").get(0);
    laptop
        .getBean(Log.class)
        .judged(third.id(), third.revision(), RecordState.RETURNED, "Expliquez la note.");

    var returned = search.find("", Optional.of(RecordState.RETURNED), 0, 50);
    var others = search.find("", Optional.of(RecordState.SUBMITTED), 0, 50);
    var first = search.find("", Optional.empty(), 0, 2);
    var last = search.find("", Optional.empty(), 2, 2);

    assertThat(returned.records()).extracting(OwnRecord::unit).containsExactly("U-003");
    assertThat(others.records()).hasSize(4);
    assertThat(first.records()).extracting(OwnRecord::unit).containsExactly("U-005", "U-004");
    assertThat(first.more()).isTrue();
    assertThat(last.records()).extracting(OwnRecord::unit).containsExactly("U-001");
    assertThat(last.more()).isFalse();
  }

  @Test
  void records_of_before_the_index_are_found_too() throws IOException {
    laptop
        .getBean(FileImport.class)
        .run(
            Files.readAllLines(Path.of("../deploy/src/main/resources/sample/records-east.jsonl")),
            false,
            false);

    assertThat(find("formed-police-unit")).isNotEmpty();
  }

  private List<OwnRecord> find(String typed) {
    return laptop.getBean(Search.class).find(typed, Optional.empty(), 0, 50).records();
  }

  private void submit(String... observations) {
    var lines = new ArrayList<String>();
    for (String text : observations) {
      lines.add(LINE.formatted(lines.size() + 1, text));
    }
    assertThat(laptop.getBean(FileImport.class).run(lines, false, false).isRefused()).isFalse();
  }
}
