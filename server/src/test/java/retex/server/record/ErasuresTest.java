package retex.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.UnitRef;
import retex.server.SomeStore;

class ErasuresTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");
  private static final UnitRef UNIT = UnitRef.coded("U-001");
  private static final Erasure WHY = new Erasure("Names a witness.", "olaf", "nora");

  @TempDir Path folder;
  private final SomeEntries laptop = new SomeEntries();
  private ApplicationContext context;
  private Revisions revisions;
  private Records records;
  private Erasures erasures;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    revisions = context.getBean(Revisions.class);
    records = context.getBean(Records.class);
    erasures = context.getBean(Erasures.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void every_revision_of_an_erased_record_is_gone_and_its_envelope_is_not() {
    Entry first = append(laptop.evaluation(UNIT));
    Entry second = append(laptop.edit(first, SomeEntries.anEvaluation(UNIT, 2)));

    assertThat(erasures.erase(record(first), WHY)).isEqualTo(2);

    assertThat(records.isErased(record(first))).isTrue();
    assertThat(records.find(record(first))).isEmpty();
    assertThat(records.current(record(first))).isEmpty();
    assertThat(records.revisionsOf(record(first))).isEmpty();
    assertThat(revisions.find(first.revision().id())).isEmpty();
    assertThat(revisions.holds(second.revision().id())).isTrue();
    assertThat(revisions.at(laptop.log(), 1)).contains(first.revision());
    assertThat(revisions.tip(laptop.log()).revision()).contains(second.revision().id());
  }

  @Test
  void chains_verify_as_before_and_what_is_erased_is_counted() {
    Entry first = append(laptop.evaluation(UNIT));
    append(laptop.note(UNIT));
    revisions.appendHead(laptop.head());

    erasures.erase(record(first), WHY);
    append(laptop.note(UNIT));
    revisions.appendHead(laptop.head());

    assertThat(context.getBean(ChainCheck.class).run())
        .isEqualTo(new ChainCheck.Result(1, 3, 1, List.of()));
  }

  @Test
  void another_record_is_left_as_it_was() {
    Entry erased = append(laptop.evaluation(UNIT));
    Entry kept = append(laptop.note(UNIT));

    erasures.erase(record(erased), WHY);

    assertThat(records.find(record(kept))).isPresent();
    assertThat(revisions.find(kept.revision().id()).orElseThrow().payloadBytes())
        .isEqualTo(kept.payloadBytes());
  }

  @Test
  void names_that_only_the_erased_record_brought_are_forgotten() {
    Entry erased = append(laptop.evaluation(UNIT));
    append(laptop.note(UNIT));
    assertThat(records.learntNames().people())
        .contains("Lt Col Asta Brandvik", "Adj Maude Tessier");

    erasures.erase(record(erased), WHY);

    assertThat(records.learntNames().people())
        .doesNotContain("Lt Col Asta Brandvik")
        .contains("Adj Maude Tessier");
  }

  @Test
  void nothing_of_it_is_left_in_any_file_of_the_server() throws IOException {
    append(laptop.note(UNIT));
    Entry erased = append(laptop.evaluation(UNIT));
    assertThat(filesHold("More training on strengths")).isTrue();

    erasures.erase(record(erased), WHY);
    erasures.scrub();

    assertThat(filesHold("More training on strengths")).isFalse();
    assertThat(filesHold("Les soldats posent le garrot")).isTrue();
  }

  @Test
  void what_a_reader_kept_in_the_log_is_taken_out_later() throws IOException, SQLException {
    Entry erased = append(laptop.evaluation(UNIT));
    String store = "jdbc:sqlite:" + folder.resolve("retex.db");
    try (Connection reader = DriverManager.getConnection(store);
        Statement statement = reader.createStatement()) {
      statement.execute("begin");
      try (ResultSet row = statement.executeQuery("select count(*) from revision")) {
        assertThat(row.next()).isTrue();
      }
      erasures.erase(record(erased), WHY);
      erasures.scrub();
      assertThat(filesHold("More training on strengths")).isTrue();
      statement.execute("rollback");
    }

    erasures.scrubLater();

    assertThat(filesHold("More training on strengths")).isFalse();
  }

  @Test
  void a_later_revision_of_an_erased_record_is_kept_without_its_payload() {
    Entry first = append(laptop.evaluation(UNIT));
    erasures.erase(record(first), WHY);

    Entry second = append(laptop.edit(first, SomeEntries.anEvaluation(UNIT, 4)));

    assertThat(records.find(record(first))).isEmpty();
    assertThat(revisions.find(second.revision().id())).isEmpty();
    assertThat(revisions.tip(laptop.log()).number()).isEqualTo(2);
    assertThat(context.getBean(ChainCheck.class).run().faults()).isEmpty();
    assertThat(context.getBean(ChainCheck.class).run().erased()).isEqualTo(2);
  }

  @Test
  void the_same_payload_sent_again_from_another_log_is_not_revived() {
    Entry first = append(laptop.evaluation(UNIT));
    erasures.erase(record(first), WHY);

    Entry again = append(new SomeEntries().evaluation(UNIT));

    assertThat(records.find(record(again))).isEmpty();
    assertThat(records.isErased(record(again))).isTrue();
  }

  @Test
  void the_same_words_of_withdrawal_elsewhere_still_withdraw() {
    Entry first = append(laptop.evaluation(UNIT));
    append(laptop.withdrawal(first));
    Entry other = append(laptop.note(UNIT));
    erasures.erase(record(first), WHY);

    append(laptop.withdrawal(other));

    assertThat(records.find(record(other)).orElseThrow().withdrawn()).isTrue();
  }

  @Test
  void a_laptop_that_heals_itself_gets_every_entry_and_the_order_for_an_erased_one() {
    Entry first = append(laptop.note(UNIT));
    Entry second = append(laptop.evaluation(UNIT));
    append(laptop.note(UNIT));
    erasures.erase(record(second), WHY);

    List<Entry> back = context.getBean(Logs.class).between(laptop.log(), 1, 3);
    assertThat(back).extracting(Entry::isErased).containsExactly(false, true, false);
    assertThat(back.subList(0, 2)).containsExactly(first, second);
    assertThat(back.get(1).erasure().orElseThrow().record()).isEqualTo(record(second));
  }

  @Test
  void erasing_again_erases_nothing_more() {
    Entry first = append(laptop.evaluation(UNIT));
    erasures.erase(record(first), WHY);

    assertThat(erasures.erase(record(first), WHY)).isZero();
  }

  @Test
  void rebuilding_does_not_bring_it_back() {
    Entry first = append(laptop.evaluation(UNIT));
    append(laptop.note(UNIT));
    erasures.erase(record(first), WHY);

    records.rebuild();

    assertThat(records.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update revision set payload = x'' where number = 2",
        "update revision set payload = x'01' where number = 1",
        "update revision set canonical = x'', payload = x'' where number = 1",
        "update revision set received_at = 0, payload = x'' where number = 1",
        "delete from tombstone",
        "update tombstone set reason = 'none'",
        "insert or replace into tombstone select * from tombstone"
      })
  void the_schema_lets_nothing_else_be_emptied_or_changed(String statement) throws SQLException {
    Entry first = append(laptop.evaluation(UNIT));
    append(laptop.note(UNIT));
    erasures.erase(record(first), WHY);

    assertThatThrownBy(() -> raw(statement)).hasMessageContaining("append-only");
  }

  @Test
  void a_tombstone_that_was_altered_is_a_fault() throws SQLException {
    Entry first = append(laptop.evaluation(UNIT));
    erasures.erase(record(first), WHY);

    raw("drop trigger tombstone_is_never_changed");
    raw("update tombstone set confirmer = 'somebody'");

    assertThat(context.getBean(ChainCheck.class).run().faults())
        .containsExactly(first.revision().id().hex() + " payload");
  }

  @Test
  void one_person_alone_leaves_no_tombstone() {
    Entry first = append(laptop.evaluation(UNIT));

    assertThatThrownBy(() -> erasures.erase(record(first), new Erasure("Why.", "olaf", "olaf")))
        .hasStackTraceContaining("CHECK");
    assertThat(records.find(record(first))).isPresent();
  }

  private Entry append(Entry entry) {
    revisions.append(List.of(Arrival.sound(entry)), NOW);
    return entry;
  }

  private static RecordId record(Entry entry) {
    return entry.revision().record();
  }

  private void raw(String sql) throws SQLException {
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + folder + "/retex.db");
        var statement = raw.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean filesHold(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
