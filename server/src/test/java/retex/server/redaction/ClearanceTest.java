package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.redaction.SomeDesk.SHORTFALLS;
import static retex.server.redaction.SomeDesk.STRENGTHS;
import static retex.server.redaction.SomeDesk.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.RevisionId;
import retex.refusal.RefusedException;
import retex.server.catalogue.CatalogueImport;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Redactor;
import retex.server.redaction.engine.Span;
import retex.server.web.Words;

/** What was masked when an officer read a record stays so. */
class ClearanceTest {

  private static final String OFFICER = "olaf";
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
  void what_older_rules_masked_when_it_was_cleared_stays_masked() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT, SHORTFALLS, "Patrols are short."));
    clearUnderRulesThatMaskedToo(entry, "Radio discipline");

    assertThat(desk.redacted(entry, STRENGTHS)).contains("[PLACE]").doesNotContain("Radio");
    assertThat(desk.redactions.cleared().get(0).fields().toString()).isNotEmpty();
    assertThat(view(entry).kept()).isEqualTo(1);
  }

  @Test
  void what_would_open_is_on_top_of_the_list_before_it_is_cleared_anew() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    clearUnderRulesThatMaskedToo(entry, "Radio discipline");

    desk.redactions.reopen(record(entry), revision(entry), OFFICER);

    assertThat(view(entry).risks())
        .filteredOn(it -> it.kind().equals("OPENED"))
        .singleElement()
        .satisfies(it -> assertThat(it.text()).isEqualTo("Radio discipline"));
    desk.clear(entry, OFFICER);
    assertThat(desk.redacted(entry, STRENGTHS)).contains("Radio discipline");
    assertThat(view(entry).kept()).isZero();
  }

  @Test
  void what_was_masked_is_searched_for_in_documents_though_the_clearance_was_taken_back() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    clearUnderRulesThatMaskedToo(entry, "Radio discipline");

    desk.redactions.reopen(record(entry), revision(entry), OFFICER);

    assertThat(desk.redactions.masked().get(revision(entry)))
        .filteredOn(it -> it.field().equals(STRENGTHS))
        .singleElement()
        .satisfies(it -> assertThat(it.redacted().text()).doesNotContain("Radio"));
  }

  @Test
  void a_newer_version_shows_what_is_masked_otherwise_than_when_the_last_was_cleared() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    clearUnderRulesThatMaskedToo(entry, "Radio discipline");
    Entry next = desk.edit(entry, Map.of(STRENGTHS, "By night, too. " + TEXT));
    desk.context.getBean(CatalogueImport.class).run("{\"places\":[\"patrols well\"]}");

    assertThat(view(next).risks())
        .extracting(it -> it.kind() + " " + it.text())
        .contains("OPENED Radio discipline")
        .anyMatch(it -> it.startsWith("CLOSED ") && it.contains("patrols well"));
  }

  @Test
  void a_name_learnt_after_the_clearance_is_masked_beside_what_was() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    clearUnderRulesThatMaskedToo(entry, "Radio discipline");

    desk.context.getBean(CatalogueImport.class).run("{\"places\":[\"patrols well\"]}");

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("patrols", "Radio", "Amber");
    assertThat(desk.redactions.cleared()).hasSize(1);
  }

  @Test
  void what_was_read_is_kept_as_places_and_reasons_without_a_word() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    desk.clear(entry, OFFICER);

    Clearance kept = clearance(entry);

    assertThat(kept.rules()).isEqualTo(Redactor.VERSION);
    assertThat(kept.spans()).contains("PLACE known").doesNotContain("Amber");
    ReadSpans read = ReadSpans.parse(kept.spans());
    assertThat(read.written()).isEqualTo(kept.spans());
    assertThat(read.of(STRENGTHS)).isEqualTo(desk.field(entry, STRENGTHS).redacted().spans());
  }

  @Test
  void what_is_masked_otherwise_than_was_read_is_not_cleared() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    String read = desk.read(entry);

    desk.context.getBean(CatalogueImport.class).run("{\"places\":[\"patrols well\"]}");

    notAsRead(entry, read);
    desk.clear(entry, OFFICER);
    assertThat(desk.redactions.cleared()).hasSize(1);
  }

  @Test
  void nor_what_another_officer_masked_or_named_otherwise_meanwhile() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    String read = desk.read(entry);
    Place camp = desk.place(entry, STRENGTHS, "Camp Amber");

    desk.corrections.recategorise(
        record(entry), revision(entry), camp, Category.UNIT, Scope.PLACE, "nora");

    assertThat(desk.read(entry)).isNotEqualTo(read);
    notAsRead(entry, read);
    notAsRead(entry, "");
  }

  private void notAsRead(Entry entry, String read) {
    assertThatThrownBy(() -> desk.redactions.clear(record(entry), revision(entry), read, OFFICER))
        .isInstanceOfSatisfying(
            RefusedException.class,
            it ->
                assertThat(it.refusal().code()).isEqualTo(RedactionRefusal.REDACTION_NOT_AS_READ));
    assertThat(desk.redactions.cleared()).isEmpty();
  }

  /** As an officer did whose rules masked these words as well. */
  private void clearUnderRulesThatMaskedToo(Entry entry, String words) {
    Redacted now = desk.field(entry, STRENGTHS).redacted();
    int from = now.original().indexOf(words);
    List<Span> spans = new ArrayList<>(now.spans());
    spans.add(
        new Span(from, from + words.length(), Category.UNSURE, "vocabulary", "strange-word", 0.6));
    desk.clear(entry, OFFICER);
    Clearance it = clearance(entry);
    desk.context
        .getBean(Clearances.class)
        .update(
            new Clearance(
                it.revision(),
                it.record(),
                it.actor(),
                it.at(),
                "redaction-0",
                new ReadSpans(Map.of(STRENGTHS, spans)).written(),
                "",
                0));
  }

  private Clearance clearance(Entry entry) {
    return desk.context.getBean(Clearances.class).findById(revision(entry).hex()).orElseThrow();
  }

  private DeskView view(Entry entry) {
    return desk.context
        .getBean(DeskDrawing.class)
        .view(desk.accepted(entry), "", "", "", OFFICER, Words.in("en"));
  }

  private static RevisionId revision(Entry entry) {
    return entry.revision().id();
  }
}
