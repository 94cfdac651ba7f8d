package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.redaction.SomeDesk.SHORTFALLS;
import static retex.server.redaction.SomeDesk.STRENGTHS;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.server.catalogue.CatalogueImport;
import retex.server.redaction.engine.Category;

class ProposalsTest {

  private static final String TEXT = "Patrols speak with traders near Bramblewick every week.";

  @TempDir Path folder;
  private SomeDesk desk;

  @BeforeEach
  void open() {
    desk = new SomeDesk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_text_is_read_once_while_no_name_is_learnt() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    RedactedField first = desk.field(entry, STRENGTHS);
    int kept = desk.proposals.kept();

    assertThat(desk.field(entry, STRENGTHS)).isEqualTo(first);
    assertThat(desk.proposals.kept()).isEqualTo(kept).isPositive();
  }

  @Test
  void a_name_taken_out_of_one_text_is_taken_out_of_the_others() {
    String shortfalls = "Brown and the section leaders plan well.";
    Entry alone = desk.arrive(Map.of(SHORTFALLS, shortfalls));
    assertThat(desk.redacted(alone, SHORTFALLS)).isEqualTo(shortfalls);

    Entry entry =
        desk.arrive(Map.of(STRENGTHS, "Orders by Lt Brown are clear.", SHORTFALLS, shortfalls));

    assertThat(desk.redacted(entry, SHORTFALLS))
        .isEqualTo("[PERSON] and the section leaders plan well.");
  }

  @Test
  void a_name_that_an_officer_masks_is_known_in_all_texts_of_the_unit() {
    Entry other = desk.arrive(Map.of(STRENGTHS, "Orders at bákers\u200b mill are clear."));
    desk.clear(other, "nora");
    Entry entry =
        desk.arrive(
            Map.of(
                STRENGTHS,
                "Orders at Bakers Mill are clear. Sentries at BAKERS\nMILL are alert.",
                SHORTFALLS,
                "Sentries at bakers-mill are alert."));

    desk.corrections.mask(
        SomeDesk.record(entry),
        entry.revision().id(),
        STRENGTHS,
        "Bakers Mill",
        Category.PLACE,
        "A village.",
        Scope.PLACE,
        "olaf");

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContainIgnoringCase("mill");
    assertThat(desk.redacted(entry, SHORTFALLS)).isEqualTo("Sentries at [PLACE] are alert.");
    assertThat(desk.redacted(other, STRENGTHS)).isEqualTo("Orders at [PLACE] are clear.");
    assertThat(desk.redactions.cleared()).as("masked more, so still cleared").hasSize(1);
  }

  @Test
  void a_name_that_the_officer_takes_back_is_none_any_more() {
    Entry other = desk.arrive(Map.of(STRENGTHS, "Sentries at the quarry are alert."));
    Entry entry = desk.arrive(Map.of(STRENGTHS, "Orders at the quarry are clear."));
    desk.corrections.mask(
        SomeDesk.record(entry),
        entry.revision().id(),
        STRENGTHS,
        "the quarry",
        Category.PLACE,
        "A village.",
        Scope.PLACE,
        "olaf");
    assertThat(desk.redacted(other, STRENGTHS)).isEqualTo("Sentries at [PLACE] are alert.");

    String decision = desk.proposals.decided(desk.accepted(entry)).inForce().get(0).id();
    desk.corrections.undo(SomeDesk.record(entry), entry.revision().id(), decision, "olaf");

    assertThat(desk.redacted(other, STRENGTHS)).contains("quarry");
  }

  @Test
  void a_name_learnt_later_is_taken_out_of_what_was_read_before() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, "Patrols visit the market near the river."));
    assertThat(desk.redacted(entry, STRENGTHS)).contains("market");

    desk.context.getBean(CatalogueImport.class).run("{\"places\":[\"the market near the river\"]}");

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("market");
  }
}
