package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.redaction.SomeDesk.SHORTFALLS;
import static retex.server.redaction.SomeDesk.STRENGTHS;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.refusal.RefusedException;
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
  void a_name_with_which_a_record_of_the_unit_was_cleared_is_not_taken_back_by_one_officer() {
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
    desk.clear(other, "nora");
    String decision = desk.proposals.decided(desk.accepted(entry)).inForce().get(0).id();

    assertThatThrownBy(
            () ->
                desk.corrections.undo(
                    SomeDesk.record(entry), entry.revision().id(), decision, "olaf"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            it -> assertThat(it.refusal().code()).isEqualTo(RedactionRefusal.UNDOING_NEEDS_TWO));

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("quarry");
    assertThat(desk.redacted(other, STRENGTHS)).doesNotContain("quarry");
  }

  @Test
  void a_call_sign_that_was_changed_is_still_taken_out() {
    desk.context.getBean(CatalogueImport.class).run(called("KESTREL"));
    desk.context.getBean(CatalogueImport.class).run(called("HERON"));
    desk.context.getBean(CatalogueImport.class).run(called("HERON"));

    Entry entry = desk.arrive(Map.of(STRENGTHS, "Reports by Kestrel and by Heron are clear."));

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("Kestrel", "Heron");
  }

  private static String called(String callSign) {
    return """
    {"units":[{"code":"U-Z9","type":"infantry-battalion","state":"ELD","mission":"","names":["Z9"],
               "callSigns":["%s"]}]}
    """
        .formatted(callSign);
  }

  @Test
  void a_name_learnt_later_is_taken_out_of_what_was_read_before() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, "Patrols visit the market near the river."));
    assertThat(desk.redacted(entry, STRENGTHS)).contains("market");

    desk.context.getBean(CatalogueImport.class).run("{\"places\":[\"the market near the river\"]}");

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("market");
  }
}
