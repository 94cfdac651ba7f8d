package retex.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.UnitRef;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;
import retex.server.audit.AuditRow;
import retex.server.record.Arrival;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.redaction.KnownNames;

class NameWithdrawalsTest {

  private static final String NAME = "Training Area";
  private static final String REASON = "A heading of the file, no place.";

  @TempDir Path folder;
  private ApplicationContext server;
  private NameWithdrawals withdrawals;

  @BeforeEach
  void open() {
    server = SomeStore.in(folder);
    imported("places");
    withdrawals = server.getBean(NameWithdrawals.class);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_name_is_protected_until_a_second_person_agrees() {
    String id = withdrawals.ask(NAME, REASON, "olaf");
    assertThat(known()).contains(NAME);
    refused(CatalogueRefusal.WITHDRAWER_IS_ASKER, () -> withdrawals.confirm(id, "olaf"));

    withdrawals.confirm(id, "nora");

    assertThat(known()).doesNotContain(NAME);
    assertThat(withdrawals.all())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.state()).isEqualTo("done");
              assertThat(it.reason()).isEqualTo(REASON);
              assertThat(it.decider()).isEqualTo("nora");
            });
  }

  @Test
  void who_asked_and_who_agreed_stand_in_the_audit_log_and_the_name_does_not() {
    withdrawals.confirm(withdrawals.ask(NAME, REASON, "olaf"), "nora");

    List<AuditRow> log = server.getBean(Audit.class).latest(2);

    assertThat(log)
        .extracting(AuditRow::action, AuditRow::actor)
        .containsExactly(
            tuple("catalogue.name-withdrawn", "nora"),
            tuple("catalogue.name-withdrawal-asked", "olaf"));
    assertThat(log).noneMatch(it -> (it.subject() + it.facts()).contains(NAME));
  }

  @Test
  void a_name_that_a_record_brought_stays_protected_whatever_is_withdrawn() {
    server
        .getBean(Revisions.class)
        .append(
            List.of(
                Arrival.sound(
                    new SomeEntries()
                        .evaluation(UnitRef.typed(NAME, "infantry-battalion", "A", "MINELD")))),
            Instant.parse("2026-02-11T10:00:00Z"));

    withdrawals.confirm(withdrawals.ask(NAME, REASON, "olaf"), "nora");

    assertThat(server.getBean(Catalogue.class).protectedNames().all()).doesNotContain(NAME);
    assertThat(known()).contains(NAME);
  }

  @Test
  void a_name_that_is_imported_anew_is_protected_again() {
    withdrawals.confirm(withdrawals.ask(NAME, REASON, "olaf"), "nora");
    imported("places");
    assertThat(known()).doesNotContain(NAME);

    imported("vehicles");

    assertThat(known()).contains(NAME);
    assertThat(withdrawals.all()).extracting(NameWithdrawals.Request::state).contains("overtaken");
  }

  @Test
  void a_request_that_is_dropped_leaves_the_name_protected() {
    String id = withdrawals.ask(NAME, REASON, "olaf");

    withdrawals.drop(id, "nora");

    assertThat(known()).contains(NAME);
    refused(CatalogueRefusal.WITHDRAWAL_UNKNOWN, () -> withdrawals.confirm(id, "nora"));
  }

  @Test
  void who_agrees_agrees_to_the_request_that_was_read_and_to_no_later_one() {
    String read = withdrawals.ask(NAME, REASON, "olaf");
    withdrawals.drop(read, "olaf");
    withdrawals.ask(NAME, "For another reason.", "olaf");

    refused(CatalogueRefusal.WITHDRAWAL_UNKNOWN, () -> withdrawals.confirm(read, "nora"));

    assertThat(known()).contains(NAME);
  }

  @Test
  void a_name_that_is_imported_anew_while_its_withdrawal_waits_stays_protected() {
    String id = withdrawals.ask(NAME, REASON, "olaf");

    imported("vehicles");

    refused(CatalogueRefusal.WITHDRAWAL_UNKNOWN, () -> withdrawals.confirm(id, "nora"));
    assertThat(known()).contains(NAME);
  }

  @Test
  void a_name_of_things_of_several_kinds_is_let_out_of_none() {
    imported("vehicles");

    refused(CatalogueRefusal.NAME_OF_SEVERAL, () -> withdrawals.ask(NAME, REASON, "olaf"));
  }

  @Test
  void a_request_needs_a_reason_and_a_name_of_the_reference_data_and_is_made_once() {
    refused(CatalogueRefusal.WITHDRAWAL_REASON_MISSING, () -> withdrawals.ask(NAME, "  ", "olaf"));
    refused(CatalogueRefusal.NAME_NOT_PROTECTED, () -> withdrawals.ask("Nowhere", REASON, "olaf"));
    withdrawals.ask(NAME, REASON, "olaf");
    refused(CatalogueRefusal.WITHDRAWAL_ASKED, () -> withdrawals.ask(NAME, REASON, "nora"));
  }

  private void imported(String kind) {
    CatalogueImport.Outcome outcome =
        server.getBean(CatalogueImport.class).run("{\"" + kind + "\":[\"" + NAME + "\"]}");
    assertThat(outcome.problems()).isEmpty();
  }

  private Set<String> known() {
    return Set.copyOf(server.getBean(KnownNames.class).context().all());
  }

  private static void refused(CatalogueRefusal code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
