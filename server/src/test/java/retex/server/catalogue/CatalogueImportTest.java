package retex.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.contract.UnitCode;
import retex.refusal.Refusal;
import retex.server.SomeStore;

class CatalogueImportTest {

  @TempDir Path folder;
  private ApplicationContext context;
  private CatalogueImport imports;
  private Catalogue catalogue;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    imports = context.getBean(CatalogueImport.class);
    catalogue = context.getBean(Catalogue.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void units_providers_training_and_consent_are_known_after_an_import() {
    var outcome = imports.run(SomeReference.JSON);

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.unresolved()).isEmpty();
    var unit = catalogue.unit(new UnitCode("U-001")).orElseThrow();
    assertThat(unit.name()).isEqualTo("ELDBATT-2");
    assertThat(catalogue.rotations(unit.code())).hasSize(2);
    var provider = new ProviderCode("P-NOR");
    assertThat(catalogue.activitiesOf(provider)).hasSize(1);
    assertThat(catalogue.consented(unit.state(), provider, LocalDate.parse("2027-12-31"))).isTrue();
    assertThat(catalogue.consented(unit.state(), provider, LocalDate.parse("2028-01-01")))
        .isFalse();
  }

  @Test
  void the_same_file_twice_changes_nothing() {
    var first = imports.run(SomeReference.JSON);

    var second = imports.run(SomeReference.JSON);

    assertThat(second.changed()).isZero();
    assertThat(second.version()).isEqualTo(first.version());
  }

  @Test
  void a_changed_item_makes_a_new_version_and_is_seen_at_once() {
    var first = imports.run(SomeReference.JSON);
    catalogue.units();

    var second = imports.run(SomeReference.JSON.replace("ELDBATT-2", "ELDBATT-3"));

    assertThat(second.changed()).isEqualTo(1);
    assertThat(second.version()).isGreaterThan(first.version());
    assertThat(catalogue.unit(new UnitCode("U-001")).orElseThrow().name()).isEqualTo("ELDBATT-3");
  }

  @Test
  void every_name_in_the_file_is_protected() {
    imports.run(SomeReference.JSON);

    assertThat(catalogue.protectedNames().all())
        .contains(
            "Eldorian",
            "ELDBATT-2",
            "KESTREL",
            "Maj Ines Okafor-Lind",
            "Camp Amber",
            "UN-40871",
            "ELD/REF/2026/0099",
            "Norland Training Command",
            "Mission in Eldoria",
            "PDT-2025-014");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"code\":\"P-NOR\",\"name\" | \"code\":\"P-NOR\",\"nom\" | providers[0].name: required",
        "\"type\":\"infantry-battalion\" | \"type\":7 | units[0].type: type",
        "\"from\":\"2025-11-01\" | \"from\":\"2025-13-01\" | rotations[0]: date",
        "\"missions\" | \"misions\" | misions: additionalProperties"
      })
  void a_wrong_field_is_named_with_its_reason_and_nothing_is_imported(
      String right, String wrong, String where) {
    var outcome = imports.run(SomeReference.JSON.replace(right, wrong));

    assertThat(outcome.problems()).extracting(Refusal::where).contains(where);
    assertThat(catalogue.units()).isEmpty();
  }

  @Test
  void a_line_that_is_not_json_is_named() {
    var outcome = imports.run("{\"missions\":\n[}");

    assertThat(outcome.problems())
        .containsExactly(CatalogueRefusal.REFERENCE_NOT_JSON.at("line 2"));
  }

  @Test
  void a_code_said_twice_is_refused() {
    var outcome =
        imports.run("{\"states\":[{\"code\":\"ELD\"},{\"code\":\"ELD\",\"names\":[\"Other\"]}]}");

    assertThat(outcome.problems())
        .containsExactly(CatalogueRefusal.REFERENCE_CODE_TWICE.at("states[1]"));
  }

  @Test
  void a_name_that_points_nowhere_is_told_and_the_rest_imported() {
    var outcome =
        imports.run(
            "{\"units\":[{\"code\":\"U-9\",\"type\":\"engineer-company\",\"state\":\"X\"}]}");

    assertThat(outcome.unresolved())
        .containsExactly(CatalogueRefusal.REFERENCE_UNRESOLVED.at("U-9.state"));
    assertThat(catalogue.units()).hasSize(1);
  }

  @Test
  void laptops_get_units_rotations_and_every_instrument_file() {
    imports.run(SomeReference.JSON);

    var reference = catalogue.reference();

    assertThat(reference.version()).isEqualTo(catalogue.version());
    assertThat(reference.units()).hasSize(2);
    assertThat(reference.instruments()).containsKeys("infantry-battalion@1", "topics@1");
  }
}
