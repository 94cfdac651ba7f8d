package retex.server.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.EvaluationBuilder;
import retex.contract.NarrativePart;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitRef;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.catalogue.CatalogueImport;
import retex.server.catalogue.SomeReference;
import retex.server.finding.engine.Finding;
import retex.server.finding.engine.Judgement;
import retex.server.record.Arrival;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.review.Reviews;
import retex.server.web.Words;

class FindingsTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");
  private static final String OFFICER = "officer";
  private static final Finding MENDED =
      new Finding("bleeding-control", Judgement.PARTIAL, "classroom-only", "rehearse-weekly");

  @TempDir Path folder;
  private final SomeEntries laptop = new SomeEntries();
  private ApplicationContext context;
  private Findings findings;
  private RecordId record;
  private RevisionId revision;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    context.getBean(CatalogueImport.class).run(SomeReference.JSON);
    findings = context.getBean(Findings.class);
    var entry = laptop.note(UnitRef.coded("U-001"));
    record = entry.revision().record();
    revision = entry.revision().id();
    context.getBean(Revisions.class).append(List.of(Arrival.sound(entry)), NOW);
    context.getBean(Reviews.class).accept(record, revision, "reviewer");
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void a_proposal_says_nothing_before_an_officer_accepts_it() {
    assertThat(proposal().finding().skill()).isEqualTo("tourniquet");
    assertThat(findings.accepted()).isEmpty();
  }

  @Test
  void an_accepted_finding_can_be_pulled() {
    findings.accept(record, revision, proposal().key(), proposal().finding(), OFFICER);

    assertThat(findings.accepted())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.record()).isEqualTo(record.toString());
              assertThat(it.field()).isEqualTo("observations");
              assertThat(it.finding().skill()).isEqualTo("tourniquet");
            });
  }

  @Test
  void a_mended_finding_counts_as_mended() {
    findings.accept(record, revision, proposal().key(), MENDED, OFFICER);

    assertThat(findings.accepted()).singleElement().extracting("finding").isEqualTo(MENDED);
  }

  @Test
  void a_rejected_finding_says_nothing_until_it_is_decided_again() {
    String key = proposal().key();
    findings.accept(record, revision, key, MENDED, OFFICER);
    findings.reject(record, revision, key, OFFICER);
    assertThat(findings.accepted()).isEmpty();

    findings.reopen(record, revision, key, OFFICER);
    assertThat(proposal().state()).isEqualTo(Entry.State.OPEN);
  }

  @Test
  void a_finding_is_added_by_hand_with_its_evidence() {
    var desk = context.getBean(Desk.class);
    desk.add(record, revision, "observations", "garrot", MENDED, OFFICER);

    assertThat(findings.accepted()).singleElement().extracting("finding").isEqualTo(MENDED);
    refused(
        FindingRefusal.EVIDENCE_NOT_THERE,
        () -> desk.add(record, revision, "observations", "brancard", MENDED, OFFICER));
  }

  @Test
  void what_is_not_in_the_vocabulary_is_refused() {
    refused(
        FindingRefusal.TERM_UNKNOWN,
        () ->
            findings.accept(
                record,
                revision,
                proposal().key(),
                new Finding("Maj Brunnquist", Judgement.ABLE, "", ""),
                OFFICER));
  }

  @Test
  void a_newer_revision_begins_anew() {
    var other = RevisionId.parse("00".repeat(32));

    refused(FindingRefusal.FINDING_STALE, () -> findings.acceptAll(record, other, 0, OFFICER));
  }

  @Test
  void what_rests_on_a_withheld_sentence_is_marked_not_accepted_with_the_others_and_never_told() {
    evaluation("A villager told us that casualty evacuation is slow. Radio discipline is poor.");
    List<Entry> withheld = entries(Entry::isWithheld);
    List<Entry> free = entries(it -> !it.isWithheld());
    assertThat(withheld).isNotEmpty().allMatch(it -> it.withheld().equals("SOURCE"));
    assertThat(free).isNotEmpty();

    findings.acceptAll(record, revision, 0, OFFICER);

    assertThat(entries(Entry::isWithheld)).allMatch(it -> it.state() == Entry.State.OPEN);
    assertThat(entries(it -> !it.isWithheld())).allMatch(it -> it.state() == Entry.State.ACCEPTED);
    int told = findings.accepted().size();
    Entry one = withheld.get(0);
    findings.accept(record, revision, one.key(), one.finding(), OFFICER);
    assertThat(findings.accepted()).hasSize(told);
    for (String language : Words.LANGUAGES) {
      DeskView view = context.getBean(Desk.class).of(findings.find(record), Words.in(language));
      assertThat(view.fields().get(0).rows())
          .filteredOn(DeskView.Row::isWithheld)
          .hasSameSizeAs(withheld)
          .noneMatch(it -> it.withheld().startsWith("redaction."));
    }
  }

  @Test
  void a_cause_that_tells_of_holdings_and_its_remedy_are_kept_on_the_desk_and_never_told() {
    var because =
        new Finding("tourniquet", Judgement.PARTIAL, "equipment-missing", "provide-equipment");
    findings.accept(record, revision, proposal().key(), because, OFFICER);

    assertThat(proposal().finding()).isEqualTo(because);
    assertThat(findings.accepted())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.finding())
                    .isEqualTo(new Finding("tourniquet", Judgement.PARTIAL, "", "")));
    DeskView view = context.getBean(Desk.class).of(findings.find(record), Words.in("en"));
    DeskView.Row row = view.fields().get(0).rows().get(0);
    assertThat(row.partUntold()).isTrue();
    assertThat(row.sentence()).doesNotContain("equipment");
  }

  @Test
  void the_desk_marks_every_letter_of_the_text_once() {
    for (String language : Words.LANGUAGES) {
      DeskView view = context.getBean(Desk.class).of(findings.find(record), Words.in(language));

      DeskView.Field field = view.fields().get(0);
      var text = new StringBuilder();
      field.pieces().forEach(it -> text.append(it.text()));
      assertThat(text).hasToString(findings.remarks(findings.find(record)).get(0).text());
      assertThat(field.pieces()).anyMatch(DeskView.Piece::isEvidence);
      assertThat(field.rows().get(0).sentence()).isNotBlank();
    }
  }

  @Test
  void names_chosen_on_the_page_are_read_back_as_codes() {
    var desk = context.getBean(Desk.class);
    DeskView view = desk.of(findings.find(record), Words.in("fr"));
    DeskView.Row row = view.fields().get(0).rows().get(0);

    assertThat(desk.said(row.skill(), Judgement.ABLE, row.cause(), row.remedy(), "fr").skill())
        .isEqualTo(proposal().finding().skill());
    for (String name : view.skills()) {
      assertThat(view.skills()).containsOnlyOnce(name);
    }
  }

  /** Another record, with this narrative alone. */
  private void evaluation(String shortfalls) {
    var unit = UnitRef.coded("U-001");
    var entry =
        laptop.evaluation(
            EvaluationBuilder.builder(SomeEntries.anEvaluation(unit, 3))
                .narrative(List.of(new NarrativePart("shortfalls", shortfalls)))
                .build());
    record = entry.revision().record();
    revision = entry.revision().id();
    context.getBean(Revisions.class).append(List.of(Arrival.sound(entry)), NOW);
    context.getBean(Reviews.class).accept(record, revision, "reviewer");
  }

  private List<Entry> entries(Predicate<Entry> which) {
    return findings.entries(findings.find(record)).stream().filter(which).toList();
  }

  private Entry proposal() {
    return findings.entries(findings.find(record)).get(0);
  }

  private static void refused(RefusalCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
