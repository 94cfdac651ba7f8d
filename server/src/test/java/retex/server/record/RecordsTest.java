package retex.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.annotation.Query;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.Entry;
import retex.contract.RecordKind;
import retex.contract.UnitRef;
import retex.server.SomeStore;

class RecordsTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00.123456Z");
  private static final UnitRef UNIT = UnitRef.coded("U-001");

  @TempDir Path folder;
  private final SomeEntries laptop = new SomeEntries();
  private ApplicationContext context;
  private Revisions revisions;
  private Records records;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    revisions = context.getBean(Revisions.class);
    records = context.getBean(Records.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void an_entry_comes_back_byte_for_byte() {
    Entry entry = laptop.evaluation(UNIT);

    append(entry);

    Entry back = revisions.find(entry.revision().id()).orElseThrow();
    assertThat(back.revision().canonical()).isEqualTo(entry.revision().canonical());
    assertThat(back.payloadBytes()).isEqualTo(entry.payloadBytes());
  }

  @Test
  void the_tip_of_a_log_is_its_last_entry() {
    Entry first = laptop.evaluation(UNIT);
    Entry second = laptop.note(UNIT);

    append(first, second);

    assertThat(revisions.tip(laptop.log()).number()).isEqualTo(2);
    assertThat(revisions.tip(laptop.log()).revision()).contains(second.revision().id());
    assertThat(revisions.tip(new SomeEntries().log()).number()).isZero();
  }

  @Test
  void only_what_follows_another_of_its_record_is_a_change() {
    Entry first = laptop.evaluation(UNIT);
    append(first);
    assertThat(records.changes()).isZero();

    append(laptop.note(UNIT), laptop.edit(first, SomeEntries.anEvaluation(UNIT, 2)));
    assertThat(records.changes()).isEqualTo(1);
    append(laptop.note(UNIT));
    assertThat(records.changes()).isEqualTo(1);
    append(new SomeEntries().edit(first, SomeEntries.anEvaluation(UNIT, 1)));

    assertThat(records.changes()).isEqualTo(2);
    context.close();
    open();
    assertThat(records.changes()).isEqualTo(2);
  }

  @Test
  void to_look_for_changes_reads_no_more_than_what_arrived() throws Exception {
    String query =
        RevisionRows.class
            .getDeclaredMethod("later", long.class, long.class)
            .getAnnotation(Query.class)
            .value();

    assertThat(plan(query.replace(":after", "7").replace(":upTo", "9")))
        .hasSizeGreaterThan(1)
        .noneMatch(it -> it.startsWith("SCAN r") || it.startsWith("SCAN b"));
  }

  private List<String> plan(String query) throws SQLException {
    var steps = new ArrayList<String>();
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("retex.db"));
        var row = store.createStatement().executeQuery("explain query plan " + query)) {
      while (row.next()) {
        steps.add(row.getString("detail"));
      }
    }
    return steps;
  }

  @Test
  void a_record_says_what_its_newest_revision_says() {
    Entry first = laptop.evaluation(UNIT);
    Entry second = laptop.edit(first, SomeEntries.anEvaluation(UnitRef.coded("U-002"), 2));

    append(first, second);

    var record = records.find(first.revision().record()).orElseThrow();
    assertThat(record.current()).isEqualTo(second.revision().id());
    assertThat(record.unit()).isEqualTo(UnitRef.coded("U-002"));
    assertThat(record.revisions()).isEqualTo(2);
    assertThat(record.receivedAt()).isEqualTo(NOW);
    assertThat(records.revisionsOf(record.id())).containsExactly(first, second);
  }

  @Test
  void a_withdrawn_record_still_tells_what_it_was() {
    Entry first = laptop.evaluation(UNIT);

    append(first, laptop.withdrawal(first));

    var record = records.find(first.revision().record()).orElseThrow();
    assertThat(record.withdrawn()).isTrue();
    assertThat(record.kind()).isEqualTo(RecordKind.EVALUATION);
    assertThat(record.unit()).isEqualTo(UNIT);
  }

  @Test
  void a_faulty_entry_is_stored_and_kept_aside() {
    Entry entry = laptop.evaluation(UnitRef.coded("U-404"));

    revisions.append(
        List.of(Arrival.faulty(entry, new Quarantine(Quarantine.UNKNOWN_UNIT, "unit"))), NOW);

    var record = records.find(entry.revision().record()).orElseThrow();
    assertThat(record.quarantine()).contains(new Quarantine(Quarantine.UNKNOWN_UNIT, "unit"));
    assertThat(revisions.holds(entry.revision().id())).isTrue();
  }

  @Test
  void an_append_fails_whole_where_one_entry_is_there_already() {
    Entry first = laptop.evaluation(UNIT);
    Entry second = laptop.note(UNIT);
    append(second);

    assertThatThrownBy(() -> append(first, second)).isNotNull();

    assertThat(revisions.holds(first.revision().id())).isFalse();
    assertThat(records.all()).hasSize(1);
  }

  @Test
  void the_names_of_evaluators_trainers_and_units_typed_by_hand_are_learnt() {
    append(
        laptop.evaluation(UnitRef.typed("Brackwater Lancers", "infantry-battalion", "Quorrin", "")),
        laptop.note(UNIT));

    var names = records.learntNames();
    assertThat(names.people())
        .contains("Lt Col Asta Brandvik", "Capt Jori Maas", "Adj Maude Tessier");
    assertThat(names.units()).contains("Brackwater Lancers", "U-001");
    assertThat(names.states()).containsExactly("Quorrin");
    assertThat(names.references()).containsExactly("EV-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zo\u00eb \"Zed\" O'Hara",
        "back\\slash, [1] {\"a\":2}",
        "tab\there",
        "\u0645\u0627\u062c\u062f",
        "\ud83d\udc1d hive",
        "1",
        "null",
        "true"
      })
  void a_name_is_learnt_as_it_is_written(String name) {
    append(laptop.evaluation(UnitRef.typed(name, "infantry-battalion", "Quorrin", "")));
    append(laptop.evaluation(UnitRef.typed(name, "infantry-battalion", "Quorrin", "")));

    assertThat(records.learntNames().units()).containsExactly(name);
  }

  @Test
  void a_head_may_be_kept_twice() {
    append(laptop.evaluation(UNIT));

    revisions.appendHead(laptop.head());
    revisions.appendHead(laptop.head());

    assertThat(revisions.heads(laptop.log())).containsExactly(laptop.head());
  }

  @Test
  void a_record_whose_beginning_comes_last_is_as_if_it_had_come_first() {
    Entry first = laptop.evaluation(UNIT);
    Entry second = new SomeEntries().edit(first, SomeEntries.anEvaluation(UNIT, 2));
    Entry other = laptop.evaluation(UNIT);

    append(second);
    append(other, first);

    var record = records.find(first.revision().record()).orElseThrow();
    assertThat(record.revisions()).isEqualTo(2);
    assertThat(record.current()).isEqualTo(second.revision().id());
    assertThat(records.find(other.revision().record()).orElseThrow().revisions()).isEqualTo(1);
  }

  @Test
  void projections_made_again_are_the_same() {
    Entry first = laptop.evaluation(UNIT);
    append(first, laptop.note(UNIT), laptop.withdrawal(first));
    var before = records.all();
    var names = records.learntNames();

    records.rebuild();

    assertThat(records.all()).isEqualTo(before);
    assertThat(records.learntNames()).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update revision set payload = x'00'",
        "delete from revision",
        "insert or replace into revision select * from revision",
        "insert or replace into head select * from head",
        "update quarantine set code = ''",
        "delete from quarantine"
      })
  void the_database_itself_refuses_to_change_what_was_stored(String attack) throws SQLException {
    Entry entry = laptop.evaluation(UNIT);
    revisions.append(List.of(Arrival.faulty(entry, new Quarantine("UNKNOWN_UNIT", "unit"))), NOW);
    revisions.appendHead(laptop.head());

    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder + "/retex.db");
        var statement = other.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate(attack))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("append-only");
    }
  }

  private void append(Entry... entries) {
    revisions.append(List.of(entries).stream().map(Arrival::sound).toList(), NOW);
  }
}
