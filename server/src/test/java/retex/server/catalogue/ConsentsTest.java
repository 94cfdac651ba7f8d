package retex.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;

class ConsentsTest {

  private static final StateCode ELD = new StateCode("ELD");
  private static final StateCode NOR = new StateCode("NOR");
  private static final ProviderCode PROVIDER = new ProviderCode("P-NOR");

  @TempDir Path folder;
  private ApplicationContext context;
  private Catalogue catalogue;
  private Consents consents;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    context.getBean(CatalogueImport.class).run(SomeReference.JSON);
    catalogue = context.getBean(Catalogue.class);
    consents = context.getBean(Consents.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void a_recorded_consent_covers_both_of_its_days() {
    record(NOR, "2026-01-01", "2026-12-31");

    assertThat(consented(NOR, "2025-12-31")).isFalse();
    assertThat(consented(NOR, "2026-01-01")).isTrue();
    assertThat(consented(NOR, "2026-12-31")).isTrue();
    assertThat(consented(NOR, "2027-01-01")).isFalse();
    assertThat(context.getBean(Audit.class).latest(1).get(0).action())
        .isEqualTo("consent.recorded");
  }

  @Test
  void a_withdrawal_ends_what_was_imported_from_that_day_on() {
    withdraw(ELD, "2026-06-01");

    assertThat(consented(ELD, "2026-05-31")).isTrue();
    assertThat(consented(ELD, "2026-06-01")).isFalse();
    assertThat(consented(ELD, "2027-12-31")).isFalse();
  }

  @Test
  void importing_an_old_file_again_does_not_bring_a_withdrawn_consent_back() {
    withdraw(ELD, "2026-06-01");
    context
        .getBean(CatalogueImport.class)
        .run(
            """
            {"consents":[{"state":"ELD","provider":"P-NOR","from":"2024-01-01","to":"2030-12-31"}]}
            """);

    assertThat(consented(ELD, "2026-05-31")).isTrue();
    assertThat(consented(ELD, "2026-06-01")).isFalse();
  }

  @Test
  void a_consent_recorded_after_a_withdrawal_stands() {
    withdraw(ELD, "2026-06-01");
    record(ELD, "2026-09-01", "2026-12-31");

    assertThat(consented(ELD, "2026-08-31")).isFalse();
    assertThat(consented(ELD, "2026-09-01")).isTrue();
  }

  @Test
  void a_consent_withdrawn_before_it_began_never_stood() {
    record(NOR, "2026-01-01", "2026-12-31");
    withdraw(NOR, "2026-01-01");

    assertThat(catalogue.consents(NOR, PROVIDER)).isEmpty();
  }

  @Test
  void a_withdrawal_concerns_that_state_and_that_provider_alone() {
    record(NOR, "2026-01-01", "2026-12-31");

    withdraw(ELD, "2026-01-01");

    assertThat(consented(NOR, "2026-06-01")).isTrue();
  }

  @Test
  void consents_that_had_ended_before_stay_as_they_were() {
    record(NOR, "2025-01-01", "2025-12-31");
    record(NOR, "2026-01-01", "2026-12-31");

    withdraw(NOR, "2026-01-01");

    assertThat(catalogue.consents(NOR, PROVIDER)).hasSize(1);
    assertThat(consented(NOR, "2025-12-31")).isTrue();
  }

  @Test
  void strangers_reversed_days_and_missing_papers_are_refused() {
    refused(
        CatalogueRefusal.CONSENT_PARTY_UNKNOWN,
        () -> record(new StateCode("XYZ"), "2026-01-01", "2026-12-31"));
    refused(
        CatalogueRefusal.REFERENCE_PERIOD_REVERSED, () -> record(NOR, "2026-01-02", "2026-01-01"));
    refused(
        CatalogueRefusal.CONSENT_REFERENCE_MISSING,
        () -> consents.record(consent(NOR, "2026-01-01", "2026-01-01"), " ", "olaf"));
    refused(CatalogueRefusal.REFERENCE_FIELD_WRONG, () -> ConsentResource.day("1 May", "from"));
  }

  @Test
  void nothing_that_does_not_stand_is_withdrawn() {
    refused(CatalogueRefusal.NO_CONSENT, () -> withdraw(ELD, "2028-01-01"));
    refused(CatalogueRefusal.NO_CONSENT, () -> withdraw(NOR, "2026-01-01"));
  }

  @Test
  void who_did_what_by_which_paper_is_kept() {
    record(NOR, "2026-01-01", "2026-12-31");
    withdraw(NOR, "2026-06-01");

    assertThat(consents.history())
        .extracting(it -> it.kind() + " " + it.reference() + " " + it.actor())
        .containsExactly("withdrawn Note 12/2026 olaf", "recorded Note 7/2026 olaf");
    assertThat(consents.standing()).hasSize(2);
  }

  private void record(StateCode state, String from, String to) {
    consents.record(consent(state, from, to), "Note 7/2026", "olaf");
  }

  private void withdraw(StateCode state, String from) {
    consents.withdraw(state, PROVIDER, LocalDate.parse(from), "Note 12/2026", "olaf");
  }

  private static Consent consent(StateCode state, String from, String to) {
    return new Consent(state, PROVIDER, LocalDate.parse(from), LocalDate.parse(to));
  }

  private boolean consented(StateCode state, String day) {
    return catalogue.consented(state, PROVIDER, LocalDate.parse(day));
  }

  private static void refused(CatalogueRefusal code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
