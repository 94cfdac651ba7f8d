package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.release.SomeWorld.NORA;
import static retex.server.release.SomeWorld.OLAF;
import static retex.server.release.SomeWorld.all;
import static retex.server.release.SomeWorld.answers;
import static retex.server.release.SomeWorld.rotation;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.instrument.Answer;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Releasable;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Content;

class AggregatesTest {

  private static final String GROUPS = "In groups of units";

  @TempDir Path folder;
  private SomeWorld world;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_group_of_three_units_of_two_states_is_told_with_its_size() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);

    Release it = world.released();

    assertThat(all(it)).contains(GROUPS).contains("2.7");
    assertThat(it.withheld()).isEmpty();
  }

  @Test
  void versions_of_a_form_that_ask_alike_make_one_group() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    world.evaluatedOnTheSecondVersion("U-B1", 3, it -> it);

    Release it = world.released();

    assertThat(all(it)).contains(GROUPS).contains("2.7");
    assertThat(it.withheld()).isEmpty();
  }

  @Test
  void what_was_told_on_one_version_of_a_form_counts_on_the_next() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);
    world.released();
    world.evaluatedOnTheSecondVersion("U-B2", 3, it -> it);

    Release it = world.released();

    assertThat(all(it)).doesNotContain(GROUPS);
    assertThat(it.withheld()).isNotEmpty().allMatch(line -> line.startsWith("difference "));
  }

  @Test
  void two_units_are_not_told_and_the_officer_sees_why() {
    evaluated("U-A1", 3);
    evaluated("U-B1", 2);

    Release it = world.released();

    assertThat(all(it)).doesNotContain(GROUPS).contains("left out wherever the group is too small");
    assertThat(it.withheld()).isNotEmpty().allMatch(line -> line.startsWith("few-units "));
  }

  @Test
  void one_state_is_not_told() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);

    world.catalogue(
        """
        {"units":[{"code":"U-B1","type":"infantry-battalion","state":"A","mission":"MINELD",
                   "names":["Battalion B1"]}]}
        """);
    evaluated("U-B1", 3);

    assertThat(world.released().withheld()).allMatch(line -> line.startsWith("few-states "));
  }

  @Test
  void a_later_report_that_differs_by_one_unit_tells_no_figure() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);
    world.released();
    evaluated("U-B2", 2);

    Release it = world.released();

    assertThat(all(it)).doesNotContain(GROUPS);
    assertThat(it.withheld()).isNotEmpty().allMatch(line -> line.startsWith("difference "));
  }

  @Test
  void the_same_figures_are_told_again_in_the_other_language() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);
    world.released();

    Release french = world.releases().propose(SomeWorld.NOR, "fr", Terms.NONE, OLAF);

    assertThat(all(french)).contains("Par groupes d’unités");
    world.approved(french);
  }

  @Test
  void a_proposal_that_was_never_released_told_nothing() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);
    Release proposal = world.proposed();
    world.releases().refuse(proposal.id(), "Wait for the fourth.", NORA);
    evaluated("U-B2", 2);

    assertThat(all(world.released())).contains(GROUPS);
  }

  @Test
  void what_was_told_stays_told_after_a_recall() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);
    Release first = world.released();
    world.releases().askRecall(first.id(), "A name was left in.", OLAF);
    world.releases().confirmRecall(first.id(), NORA);
    evaluated("U-B2", 2);

    assertThat(all(world.released())).doesNotContain(GROUPS);
  }

  @Test
  void what_was_told_to_one_provider_counts_for_another() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-C1", 3);
    world.released();
    evaluated("U-C2", 2);
    world.catalogue(
        """
        {"activities":[{"code":"T-OTH","provider":"P-OTH","unit":"U-C2","rotation":"2026-A",
          "kind":"pre-deployment","topics":["MED-01"],"language":"en",
          "from":"2025-08-01","to":"2025-08-21"}]}
        """);

    Release other = world.releases().propose(new ProviderCode("P-OTH"), "en", Terms.NONE, OLAF);

    assertThat(other.withheld()).isNotEmpty().anyMatch(line -> line.startsWith("difference "));
    assertThat(all(other)).contains("Battalion C2").doesNotContain("Battalion A1");
  }

  @Test
  void a_mean_near_an_end_of_the_scale_is_told_as_a_band_and_no_value_is_plain() {
    evaluated("U-A1", 4);
    evaluated("U-A2", 4);
    evaluated("U-B1", 4);

    Release it = world.released();

    assertThat(all(it)).contains(GROUPS).contains("3.5 or more");
    assertThat(it.withheld()).isEmpty();
  }

  @Test
  void the_document_says_the_same_of_figures_held_back_however_many_they_are() {
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);
    Release none = world.released();
    assertThat(none.withheld()).isEmpty();
    evaluated("U-B2", 2);

    Release many = world.released();

    assertThat(many.withheld()).isNotEmpty();
    assertThat(held(many)).isEqualTo(held(none)).isNotEmpty();
  }

  private static String held(Release it) {
    String text = all(it);
    return text.substring(text.indexOf("Withheld: "));
  }

  @Test
  void the_only_unit_of_its_type_that_a_state_has_in_the_mission_is_hidden_by_a_larger_group() {
    world.catalogue(
        """
        {"units":[{"code":"U-B2","type":"engineer-company","state":"B","mission":"MINELD",
                   "names":["Company B2"]}]}
        """);
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);

    assertThat(world.proposed().withheld())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("lone-unit ") && line.endsWith(" (U-B1)"));
  }

  @Test
  void a_state_s_only_unit_is_hidden_by_a_larger_group_alone() {
    world.catalogue(
        """
        {"units":[{"code":"U-B2","type":"infantry-battalion","state":"B","mission":"ELSEWHERE",
                   "names":["Battalion B2"]}]}
        """);
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);
    assertThat(world.proposed().withheld()).allMatch(line -> line.startsWith("lone-unit "));

    evaluated("U-C1", 2);

    assertThat(all(world.released())).contains(GROUPS);
  }

  @Test
  void a_unit_counts_once_by_its_last_evaluation() {
    evaluated("U-A1", 3);
    world.evaluated("U-A1", 2, SomeWorld.on("2026-03-02", "2026-03-03"));
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);

    assertThat(all(world.released())).contains("2.3");
  }

  @Test
  void a_rating_that_another_provider_may_be_told_of_by_unit_enters_no_group() {
    world.catalogue(
        """
        {"activities":[{"code":"T-OTH","provider":"P-OTH","unit":"U-C2","rotation":"2026-A",
          "kind":"pre-deployment","topics":["MED-01"],"language":"en",
          "from":"2025-08-01","to":"2025-08-21"}]}
        """);
    evaluated("U-A1", 3);
    evaluated("U-A2", 2);
    evaluated("U-C1", 3);
    evaluated("U-C2", 3);

    Release other = world.releases().propose(new ProviderCode("P-OTH"), "en", Terms.NONE, OLAF);

    // P-NOR is told of three of the four by unit: beside the mean, that would tell of the fourth
    assertThat(groups(other)).noneMatch(it -> told(it, Releasable.YES)).isNotEmpty();
    assertThat(groups(other)).allMatch(it -> told(it, Releasable.AGGREGATE));
  }

  @Test
  void a_rating_that_nobody_may_be_told_of_by_unit_enters_a_group() {
    world.catalogue(
        """
        {"activities":[{"code":"T-OTH","provider":"P-OTH","unit":"U-C2","rotation":"2026-A",
          "kind":"pre-deployment","topics":["MED-01"],"language":"en",
          "from":"2025-08-01","to":"2025-08-21"}]}
        """);
    for (String unit : List.of("U-A1", "U-A2", "U-C1")) {
      world.evaluated(unit, 3, SomeWorld.rotation("2025-B"));
    }
    evaluated("U-C2", 3);

    Release other = world.releases().propose(new ProviderCode("P-OTH"), "en", Terms.NONE, OLAF);

    assertThat(groups(other)).anyMatch(it -> told(it, Releasable.YES));
  }

  @Test
  void a_unit_that_was_seen_in_a_rotation_trained_and_in_one_that_was_not_counts_once() {
    evaluated("U-A1", 3);
    world.evaluated(
        "U-A1",
        2,
        it -> SomeWorld.on("2026-03-02", "2026-03-03").apply(rotation("2025-B").apply(it)));
    evaluated("U-A2", 2);
    evaluated("U-B1", 3);

    assertThat(all(world.released())).contains("2.3").doesNotContain("2.5");
  }

  private static List<String> groups(Release it) {
    List<Content.Block> blocks = it.content().blocks();
    for (int i = 0; i < blocks.size() - 1; i++) {
      if (blocks.get(i).texts().equals(List.of(GROUPS))) {
        return ((Content.Table) blocks.get(i + 1)).rows().stream().map(row -> row.get(0)).toList();
      }
    }
    return List.of();
  }

  private static boolean told(String criterion, Releasable releasable) {
    return Instruments.shipped()
        .find(InstrumentRef.parse("infantry-battalion@1"))
        .orElseThrow()
        .criteria()
        .stream()
        .anyMatch(it -> it.text().in("en").equals(criterion) && it.releasable() == releasable);
  }

  /** Each of its ratings the same, but that one of a hundred is not observed. */
  private Entry evaluated(String unit, int rating) {
    return world.evaluated(unit, rating, answers((Answer answer) -> answer));
  }
}
