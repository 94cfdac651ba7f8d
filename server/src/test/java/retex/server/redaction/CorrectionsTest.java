package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.redaction.SomeDesk.SHORTFALLS;
import static retex.server.redaction.SomeDesk.STRENGTHS;
import static retex.server.redaction.SomeDesk.record;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.RevisionId;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.catalogue.CatalogueImport;
import retex.server.redaction.engine.Category;

class CorrectionsTest {

  private static final String FIRST = "olaf";
  private static final String SECOND = "nora";
  private static final String TEXT =
      "The company at Camp Amber plans patrols well. Radio discipline needs training.";

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
  void an_accepted_place_stays_masked_and_is_seen() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    Place place = desk.place(entry, STRENGTHS, "Camp Amber");

    desk.corrections.accept(record(entry), revision(entry), place, Scope.PLACE, FIRST);

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("Amber");
    assertThat(isSeen(entry, place)).isTrue();
  }

  @Test
  void a_place_is_masked_as_what_the_officer_says() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    Place place = desk.place(entry, STRENGTHS, "Camp Amber");

    desk.corrections.recategorise(
        record(entry), revision(entry), place, Category.UNIT, Scope.PLACE, FIRST);

    assertThat(desk.redacted(entry, STRENGTHS)).startsWith("The company at [UNIT] plans");
  }

  @Test
  void a_place_is_widened_by_a_word_on_either_side_or_to_its_sentence() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));

    widen(entry, "Camp Amber", Widening.WORD_BEFORE);
    assertThat(desk.redacted(entry, STRENGTHS)).startsWith("The company [PLACE] plans");
    widen(entry, "at Camp Amber", Widening.WORD_AFTER);
    assertThat(desk.redacted(entry, STRENGTHS)).startsWith("The company [PLACE] patrols");
    widen(entry, "at Camp Amber plans", Widening.SENTENCE);
    assertThat(desk.redacted(entry, STRENGTHS))
        .matches("\\[PLACE]\\.? Radio discipline needs training\\.");
  }

  @Test
  void what_an_officer_masks_is_gone_wherever_it_stands_in_the_field() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT + " Patrols are short.", SHORTFALLS, TEXT));

    mask(entry, STRENGTHS, "patrols", Scope.PLACE);

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContainIgnoringCase("patrols");
    assertThat(desk.redacted(entry, SHORTFALLS)).contains("patrols");
  }

  @Test
  void what_an_officer_masks_as_a_word_is_not_masked_inside_of_others() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, "Patrols are of good quality where lit well."));
    Entry other = desk.arrive(Map.of(STRENGTHS, "Good quality patrols."));

    mask(entry, STRENGTHS, "lit", Scope.OPEN);

    assertThat(desk.redacted(entry, STRENGTHS))
        .isEqualTo("Patrols are of good quality where [WITHHELD] well.");
    assertThat(desk.redacted(other, STRENGTHS)).isEqualTo("Good quality patrols.");
    Entry next = desk.edit(entry, Map.of(STRENGTHS, "Good quality, lit or not."));
    assertThat(desk.redacted(next, STRENGTHS)).isEqualTo("Good quality, [WITHHELD] or not.");
  }

  @Test
  void what_an_officer_masks_as_a_word_is_masked_with_any_ending_in_the_next_version() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, "The patrol is of good quality."));
    mask(entry, STRENGTHS, "patrol", Scope.PLACE);

    Entry next = desk.edit(entry, Map.of(STRENGTHS, "All patrols rest well."));
    assertThat(desk.redacted(next, STRENGTHS)).isEqualTo("All [WITHHELD] rest well.");
    Entry last = desk.edit(next, Map.of(STRENGTHS, "The team of patrol2 is well."));
    assertThat(desk.redacted(last, STRENGTHS)).doesNotContain("patrol", "2");
  }

  @Test
  void what_an_officer_masks_inside_of_a_word_is_masked_there() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, "Patrols are of good quality."));

    mask(entry, STRENGTHS, "qual", Scope.PLACE);

    assertThat(desk.redacted(entry, STRENGTHS)).isEqualTo("Patrols are of good [WITHHELD]ity.");
    Entry next = desk.edit(entry, Map.of(STRENGTHS, "Good quality."));
    assertThat(desk.redacted(next, STRENGTHS)).isEqualTo("Good [WITHHELD]ity.");
  }

  @Test
  void a_decision_may_go_to_all_that_read_the_same_in_all_open_records() {
    Entry here =
        desk.arrive(Map.of(STRENGTHS, TEXT, SHORTFALLS, "CAMP AMBER needs a second lamp."));
    Entry open = desk.arrive(Map.of(STRENGTHS, TEXT));
    Entry cleared = desk.arrive(Map.of(STRENGTHS, TEXT));
    desk.clear(cleared, FIRST);
    Place place = desk.place(here, STRENGTHS, "Camp Amber");

    Done done =
        desk.corrections.recategorise(
            record(here), revision(here), place, Category.UNIT, Scope.OPEN, FIRST);

    assertThat(done).isEqualTo(new Done(3, 2));
    assertThat(desk.redacted(here, SHORTFALLS)).isEqualTo("[UNIT] needs a second lamp.");
    assertThat(desk.redacted(open, STRENGTHS)).contains("[UNIT]");
    assertThat(desk.redacted(cleared, STRENGTHS)).contains("[PLACE]");
  }

  @Test
  void a_place_is_read_only_once_a_second_officer_agrees() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    String decision = unmask(entry, "Camp Amber");
    assertThat(desk.redacted(entry, STRENGTHS)).contains("[PLACE]");

    desk.corrections.agree(record(entry), revision(entry), decision, SECOND);

    assertThat(desk.redacted(entry, STRENGTHS)).isEqualTo(TEXT);
  }

  @Test
  void whoever_asked_does_not_agree() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    String decision = unmask(entry, "Camp Amber");

    refused(
        RedactionRefusal.SECOND_OFFICER_IS_FIRST,
        () -> desk.corrections.agree(record(entry), revision(entry), decision, FIRST));

    assertThat(desk.redacted(entry, STRENGTHS)).contains("[PLACE]");
  }

  @Test
  void the_database_refuses_an_agreement_of_the_first_officer_too() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    unmask(entry, "Camp Amber");
    Decisions rows = desk.context.getBean(Decisions.class);
    Decision row = rows.findAll().iterator().next();

    assertThatThrownBy(
            () -> rows.update(row.settled(Standing.AGREED, row.rule(), FIRST, Instant.EPOCH)))
        .hasStackTraceContaining("CHECK constraint failed");
  }

  @Test
  void an_unmasking_needs_a_written_reason() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    Place place = desk.place(entry, STRENGTHS, "Camp Amber");

    refused(
        RedactionRefusal.CORRECTION_WITHOUT_REASON,
        () ->
            desk.corrections.unmask(
                record(entry), revision(entry), place, " ", Scope.PLACE, FIRST));
  }

  @Test
  void a_record_is_not_cleared_while_an_unmasking_waits() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    String decision = unmask(entry, "Camp Amber");
    refused(RedactionRefusal.UNMASKING_WAITS, () -> desk.clear(entry, FIRST));

    desk.corrections.decline(record(entry), revision(entry), decision, SECOND);

    desk.clear(entry, FIRST);
    assertThat(desk.redacted(entry, STRENGTHS)).contains("[PLACE]");
  }

  @Test
  void an_agreed_place_is_masked_again_once_it_is_masked_for_another_reason() {
    String text = "The company works with Zanthor on its radio plan.";
    Entry entry = desk.arrive(Map.of(STRENGTHS, text));
    String decision = unmask(entry, "Zanthor");
    desk.corrections.agree(record(entry), revision(entry), decision, SECOND);
    assertThat(desk.redacted(entry, STRENGTHS)).isEqualTo(text);

    desk.context.getBean(CatalogueImport.class).run("{\"places\":[\"Zanthor\"]}");

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("Zanthor");
  }

  @Test
  void a_text_that_the_rules_cannot_read_is_never_let_through() {
    Entry entry = desk.arriveIn("ar", Map.of(STRENGTHS, "نص سري"));
    Place place = desk.place(entry, STRENGTHS, "نص سري");

    refused(
        RedactionRefusal.TEXT_STAYS_WITHHELD,
        () ->
            desk.corrections.unmask(
                record(entry), revision(entry), place, "Harmless.", Scope.PLACE, FIRST));
  }

  @Test
  void only_the_officer_who_decided_takes_it_back() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    mask(entry, STRENGTHS, "patrols", Scope.PLACE);
    String decision = newest(entry);
    refused(
        RedactionRefusal.DECISION_OF_ANOTHER,
        () -> desk.corrections.undo(record(entry), revision(entry), decision, SECOND));

    desk.corrections.undo(record(entry), revision(entry), decision, FIRST);

    assertThat(desk.redacted(entry, STRENGTHS)).contains("patrols");
  }

  @Test
  void what_was_masked_stays_masked_in_the_next_version_and_what_was_read_does_not() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    mask(entry, STRENGTHS, "patrols", Scope.PLACE);
    String decision = unmask(entry, "Camp Amber");
    desk.corrections.agree(record(entry), revision(entry), decision, SECOND);

    Entry next = desk.edit(entry, Map.of(STRENGTHS, "By night, too: " + TEXT));

    assertThat(desk.redacted(next, STRENGTHS)).doesNotContain("patrols", "Amber");
  }

  @Test
  void a_cleared_record_is_masked_further_and_waits_to_be_cleared_anew() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    desk.clear(entry, FIRST);
    Instant told = Instant.now();
    assertThat(desk.redactions.standing(told).still(record(entry), revision(entry), told)).isTrue();

    mask(entry, STRENGTHS, "patrols", Scope.PLACE);

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("patrols");
    assertThat(desk.redactions.cleared()).isEmpty();
    desk.clear(entry, SECOND);
    assertThat(desk.redactions.cleared())
        .singleElement()
        .satisfies(it -> assertThat(it.fields().toString()).doesNotContain("patrols"));
    assertThat(desk.redactions.standing(told).still(record(entry), revision(entry), told))
        .isFalse();
  }

  @Test
  void a_place_of_a_cleared_record_is_widened_and_its_clearance_ends() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    desk.clear(entry, FIRST);

    widen(entry, "Camp Amber", Widening.WORD_BEFORE);

    assertThat(desk.redacted(entry, STRENGTHS)).startsWith("The company [PLACE] plans");
    assertThat(desk.redactions.cleared()).isEmpty();
  }

  @Test
  void a_clearance_is_taken_back_so_that_anything_may_be_decided_again() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    desk.clear(entry, FIRST);

    desk.redactions.reopen(record(entry), revision(entry), SECOND);

    assertThat(desk.redactions.cleared()).isEmpty();
    String decision = unmask(entry, "Camp Amber");
    desk.corrections.agree(record(entry), revision(entry), decision, SECOND);
    desk.clear(entry, FIRST);
    assertThat(desk.redacted(entry, STRENGTHS)).isEqualTo(TEXT);
  }

  @Test
  void nothing_that_masks_less_is_decided_on_an_older_version_or_a_cleared_record() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    Place place = desk.place(entry, STRENGTHS, "Camp Amber");
    Entry next = desk.edit(entry, Map.of(STRENGTHS, TEXT));
    refused(
        RedactionRefusal.REDACTION_STALE,
        () -> desk.corrections.accept(record(entry), revision(entry), place, Scope.PLACE, FIRST));

    desk.clear(next, FIRST);

    refused(
        RedactionRefusal.ALREADY_CLEARED,
        () -> desk.corrections.accept(record(next), revision(next), place, Scope.PLACE, FIRST));
  }

  @Test
  void every_decision_is_in_the_audit_log_without_a_word_of_the_text() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    String decision = unmask(entry, "Camp Amber");
    desk.corrections.agree(record(entry), revision(entry), decision, SECOND);

    var lines = desk.context.getBean(Audit.class).latest(2);

    assertThat(lines)
        .extracting(it -> it.actor() + " " + it.action())
        .containsExactly(SECOND + " redaction.unmask-agreed", FIRST + " redaction.unmask-asked");
    assertThat(lines.toString()).doesNotContain("Amber", "Everyone knows");
  }

  private void widen(Entry entry, String text, Widening by) {
    desk.corrections.widen(
        record(entry), revision(entry), desk.place(entry, STRENGTHS, text), by, FIRST);
  }

  private void mask(Entry entry, String field, String text, Scope scope) {
    desk.corrections.mask(
        record(entry),
        revision(entry),
        field,
        text,
        Category.UNSURE,
        "Tells too much.",
        scope,
        FIRST);
  }

  private String unmask(Entry entry, String text) {
    desk.corrections.unmask(
        record(entry),
        revision(entry),
        desk.place(entry, STRENGTHS, text),
        "Everyone knows it.",
        Scope.PLACE,
        FIRST);
    return newest(entry);
  }

  private String newest(Entry entry) {
    var decisions = desk.proposals.decided(desk.accepted(entry)).inForce();
    return decisions.get(decisions.size() - 1).id();
  }

  private boolean isSeen(Entry entry, Place place) {
    return desk.field(entry, place.field()).redacted().spans().stream()
        .filter(place::isAt)
        .allMatch(it -> desk.proposals.decided(desk.accepted(entry)).isSeen(place, it));
  }

  private static RevisionId revision(Entry entry) {
    return entry.revision().id();
  }

  private static void refused(RefusalCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
