package retex.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.contract.UnitRef;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.catalogue.CatalogueImport;
import retex.server.catalogue.CatalogueRefusal;
import retex.server.catalogue.SomeReference;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.Arrival;
import retex.server.record.Quarantine;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;

class ReviewsTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");
  private static final UnitRef KNOWN = UnitRef.coded("U-001");
  private static final UnitRef TYPED =
      UnitRef.typed("Eldorian Bn 2", "infantry-battalion", "Eldoria", "");
  private static final String REVIEWER = "reviewer";

  @TempDir Path folder;
  private final SomeEntries laptop = new SomeEntries();
  private ApplicationContext context;
  private Revisions revisions;
  private Reviews reviews;
  private Letters letters;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    context.getBean(CatalogueImport.class).run(SomeReference.JSON);
    revisions = context.getBean(Revisions.class);
    reviews = context.getBean(Reviews.class);
    letters = context.getBean(Letters.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void an_arrived_record_waits() {
    Entry entry = arrive(laptop.evaluation(KNOWN));

    assertThat(reviews.state(record(entry))).isEqualTo(ReviewState.RECEIVED);
    assertThat(reviews.accepted()).isEmpty();
  }

  @Test
  void an_accepted_record_can_be_pulled_and_its_laptop_gets_a_letter() {
    Entry entry = arrive(laptop.evaluation(KNOWN));

    reviews.accept(record(entry), revision(entry), REVIEWER);

    assertThat(reviews.state(record(entry))).isEqualTo(ReviewState.ACCEPTED);
    assertThat(reviews.accepted())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.record()).isEqualTo(record(entry));
              assertThat(it.unit()).isEqualTo(new UnitCode("U-001"));
              assertThat(it.payload()).isEqualTo(entry.payload());
            });
    assertThat(letters.after(laptop.device(), 0, 10))
        .singleElement()
        .satisfies(it -> assertThat(it.letter().kind()).isEqualTo(LetterKind.ACCEPTED));
  }

  @Test
  void a_returned_record_waits_again_once_its_next_revision_arrives() {
    Entry first = arrive(laptop.evaluation(KNOWN));

    reviews.giveBack(record(first), revision(first), " Say who saw it. ", REVIEWER);

    assertThat(reviews.state(record(first))).isEqualTo(ReviewState.RETURNED);
    assertThat(letters.after(laptop.device(), 0, 10))
        .singleElement()
        .satisfies(it -> assertThat(it.letter().remark()).isEqualTo("Say who saw it."));
    arrive(laptop.edit(first, SomeEntries.anEvaluation(KNOWN, 2)));
    assertThat(reviews.state(record(first))).isEqualTo(ReviewState.RECEIVED);
  }

  @Test
  void a_record_is_not_returned_without_a_remark() {
    Entry entry = arrive(laptop.evaluation(KNOWN));

    refused(
        ReviewRefusal.REMARK_MISSING,
        () -> reviews.giveBack(record(entry), revision(entry), "  ", REVIEWER));
  }

  @Test
  void a_decision_on_a_revision_that_is_no_longer_the_newest_is_refused() {
    Entry first = arrive(laptop.evaluation(KNOWN));
    arrive(laptop.edit(first, SomeEntries.anEvaluation(KNOWN, 2)));

    refused(
        ReviewRefusal.REVISION_STALE,
        () -> reviews.accept(record(first), revision(first), REVIEWER));
  }

  @Test
  void a_decided_record_is_not_decided_again() {
    Entry entry = arrive(laptop.evaluation(KNOWN));
    reviews.accept(record(entry), revision(entry), REVIEWER);

    refused(
        ReviewRefusal.RECORD_NOT_WAITING,
        () -> reviews.giveBack(record(entry), revision(entry), "Late thought.", REVIEWER));
    assertThat(letters.after(laptop.device(), 0, 10)).hasSize(1);
  }

  @Test
  void a_withdrawn_record_cannot_be_accepted() {
    Entry first = arrive(laptop.evaluation(KNOWN));
    Entry gone = arrive(laptop.withdrawal(first));

    refused(
        ReviewRefusal.RECORD_NOT_WAITING,
        () -> reviews.accept(record(first), revision(gone), REVIEWER));
  }

  @Test
  void a_unit_typed_by_hand_is_mapped_before_acceptance() {
    Entry entry = arrive(laptop.evaluation(TYPED));
    refused(
        ReviewRefusal.UNIT_NOT_MAPPED,
        () -> reviews.accept(record(entry), revision(entry), REVIEWER));

    reviews.mapUnit(record(entry), new UnitCode("U-001"), REVIEWER);
    reviews.accept(record(entry), revision(entry), REVIEWER);

    var payload = (Evaluation) reviews.accepted().get(0).payload();
    assertThat(payload.unit()).isEqualTo(KNOWN);
  }

  @Test
  void a_record_kept_aside_for_its_unit_is_freed_by_saying_which_is_meant() {
    Entry entry = laptop.evaluation(UnitRef.coded("U-404"));
    quarantine(entry, Quarantine.UNKNOWN_UNIT);
    refused(
        ReviewRefusal.RECORD_QUARANTINED,
        () -> reviews.accept(record(entry), revision(entry), REVIEWER));

    reviews.mapUnit(record(entry), new UnitCode("U-002"), REVIEWER);

    assertThat(reviews.state(record(entry))).isEqualTo(ReviewState.RECEIVED);
  }

  @Test
  void a_record_kept_aside_for_its_unit_is_freed_once_the_catalogue_has_it() {
    Entry entry = laptop.evaluation(UnitRef.coded("U-404"));
    quarantine(entry, Quarantine.UNKNOWN_UNIT);

    context
        .getBean(CatalogueImport.class)
        .run(
            "{\"units\":[{\"code\":\"U-404\",\"type\":\"infantry-battalion\",\"state\":\"ELD\"}]}");

    assertThat(reviews.state(record(entry))).isEqualTo(ReviewState.RECEIVED);
  }

  @Test
  void another_fault_waits_for_a_new_revision_but_may_be_returned() {
    Entry entry = laptop.evaluation(KNOWN);
    quarantine(entry, "INVALID_ANSWER");
    assertThat(reviews.state(record(entry))).isEqualTo(ReviewState.QUARANTINED);

    reviews.giveBack(record(entry), revision(entry), "FP1 is answered twice.", REVIEWER);

    assertThat(reviews.state(record(entry))).isEqualTo(ReviewState.RETURNED);
  }

  @Test
  void a_mapping_no_longer_holds_once_the_unit_is_written_differently() {
    Entry first = arrive(laptop.evaluation(TYPED));
    reviews.mapUnit(record(first), new UnitCode("U-001"), REVIEWER);

    arrive(
        laptop.edit(
            first,
            SomeEntries.anEvaluation(
                UnitRef.typed("Another unit", "infantry-battalion", "", ""), 3)));

    assertThat(reviews.find(record(first)).orElseThrow().unit()).isEmpty();
  }

  @Test
  void a_unit_is_mapped_only_to_one_that_is_known_and_only_where_it_is_not() {
    Entry typed = arrive(laptop.evaluation(TYPED));
    Entry coded = arrive(laptop.note(KNOWN));

    refused(
        CatalogueRefusal.UNIT_UNKNOWN,
        () -> reviews.mapUnit(record(typed), new UnitCode("U-404"), REVIEWER));
    refused(
        ReviewRefusal.UNIT_ALREADY_KNOWN,
        () -> reviews.mapUnit(record(coded), new UnitCode("U-002"), REVIEWER));
  }

  @Test
  void letters_are_numbered_for_each_device_and_read_from_a_cursor() {
    Entry first = arrive(laptop.evaluation(KNOWN));
    Entry second = arrive(laptop.note(KNOWN));
    reviews.accept(record(first), revision(first), REVIEWER);
    reviews.accept(record(second), revision(second), REVIEWER);

    assertThat(letters.after(laptop.device(), 1, 10))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.number()).isEqualTo(2);
              assertThat(it.letter().revision()).isEqualTo(revision(second));
            });
    assertThat(letters.after(new SomeEntries().device(), 0, 10)).isEmpty();
  }

  private Entry arrive(Entry entry) {
    revisions.append(List.of(Arrival.sound(entry)), NOW);
    return entry;
  }

  private void quarantine(Entry entry, String code) {
    revisions.append(List.of(Arrival.faulty(entry, new Quarantine(code, "unit"))), NOW);
  }

  private static RecordId record(Entry entry) {
    return entry.revision().record();
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
