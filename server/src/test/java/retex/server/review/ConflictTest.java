package retex.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitRef;
import retex.contract.Versions;
import retex.instrument.InstrumentRef;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.catalogue.CatalogueImport;
import retex.server.catalogue.SomeReference;
import retex.server.notice.Letters;
import retex.server.record.Arrival;
import retex.server.record.ChainCheck;
import retex.server.record.Erasures;
import retex.server.record.Quarantine;
import retex.server.record.Records;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;

/** Two laptops revise the same revision of one record. */
class ConflictTest {

  private static final UnitRef UNIT = UnitRef.coded("U-001");
  private static final String RITA = "rita";

  @TempDir Path folder;
  private final SomeEntries here = new SomeEntries();
  private final SomeEntries copy = new SomeEntries();
  private ApplicationContext server;
  private Reviews reviews;
  private Resolutions resolutions;
  private Entry first;
  private Entry ours;
  private Entry theirs;

  @BeforeEach
  void open() {
    server = SomeStore.in(folder);
    server.getBean(CatalogueImport.class).run(SomeReference.JSON);
    reviews = server.getBean(Reviews.class);
    resolutions = server.getBean(Resolutions.class);
    first = here.evaluation(UNIT);
    ours = here.edit(first, SomeEntries.anEvaluation(UNIT, 2));
    theirs = copy.edit(first, SomeEntries.anEvaluation(UNIT, 4));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_record_with_two_ends_is_in_conflict_and_what_was_accepted_of_it_is_held_back() {
    arrive(first, ours);
    reviews.accept(record(), ours.revision().id(), RITA);
    assertThat(reviews.accepted()).hasSize(1);

    arrive(theirs);

    assertThat(reviews.state(record())).isEqualTo(ReviewState.CONFLICT);
    assertThat(reviews.accepted()).isEmpty();
    assertThat(reviews.accepted(record())).isEmpty();
    refused(
        ReviewRefusal.RECORD_IN_CONFLICT,
        () -> reviews.accept(record(), theirs.revision().id(), RITA));
    refused(
        ReviewRefusal.RECORD_IN_CONFLICT,
        () -> reviews.giveBack(record(), theirs.revision().id(), "Which one?", RITA));
  }

  @Test
  void what_follows_something_invented_leaves_an_accepted_record_alone() {
    arrive(first, ours);
    reviews.accept(record(), ours.revision().id(), RITA);
    Entry invented = new SomeEntries().edit(first, SomeEntries.anEvaluation(UNIT, 1));

    arrive(copy.edit(invented, SomeEntries.anEvaluation(UNIT, 4)));

    assertThat(reviews.state(record())).isEqualTo(ReviewState.ACCEPTED);
    assertThat(reviews.accepted()).hasSize(1);
    server.getBean(Records.class).rebuild();
    assertThat(reviews.state(record())).isEqualTo(ReviewState.ACCEPTED);
    refused(ReviewRefusal.RECORD_NOT_IN_CONFLICT, () -> resolutions.versions(record()));
    arrive(here.edit(ours, SomeEntries.anEvaluation(UNIT, 3)));
    assertThat(reviews.state(record())).isEqualTo(ReviewState.RECEIVED);
  }

  @Test
  void a_laptop_with_a_part_is_heard_although_what_it_follows_never_came() {
    arrive(first);
    reviews.accept(record(), first.revision().id(), RITA);
    Entry later = here.withdrawal(ours);

    arrive(later); // ours was lost with the server's disk, and a copy has filled its place

    assertThat(reviews.state(record())).isEqualTo(ReviewState.CONFLICT);
    assertThat(reviews.accepted()).isEmpty();
    server.getBean(Records.class).rebuild();
    assertThat(reviews.state(record())).isEqualTo(ReviewState.CONFLICT);
    assertThat(seen()).containsExactly(first.revision().id(), later.revision().id());
    arrive(ours);
    assertThat(reviews.state(record())).isEqualTo(ReviewState.WITHDRAWN);
  }

  @Test
  void one_version_is_taken_and_a_third_revision_names_both() {
    arrive(first, ours, theirs);

    resolutions.take(record(), seen(), 1, RITA);

    assertThat(reviews.state(record())).isEqualTo(ReviewState.RECEIVED);
    Entry third = server.getBean(Records.class).current(record()).orElseThrow();
    assertThat(third.payload()).isEqualTo(theirs.payload());
    assertThat(third.revision().parents())
        .containsExactlyInAnyOrder(ours.revision().id(), theirs.revision().id());
    assertThat(third.revision().author()).isEqualTo(RITA);
    assertThat(server.getBean(ChainCheck.class).run().faults()).isEmpty();
    refused(ReviewRefusal.RECORD_NOT_IN_CONFLICT, () -> resolutions.versions(record()));
  }

  @Test
  void a_version_is_put_together_part_by_part() {
    arrive(first, ours, theirs);
    Map<String, Integer> chosen = all(0);
    chosen.put("answers.FP2", 1);

    resolutions.mend(record(), seen(), chosen, "", RITA);

    var merged =
        (Evaluation) server.getBean(Records.class).current(record()).orElseThrow().payload();
    assertThat(merged.answers())
        .filteredOn(it -> it.criterion().value().matches("FP[12]"))
        .extracting(it -> it.word())
        .containsExactly("2", "4");
  }

  @Test
  void what_is_put_together_on_a_form_that_is_not_known_stays_kept_aside() {
    arrive(first, ours);
    arrive(theirs, new Quarantine("UNKNOWN_INSTRUMENT", "instrument"));
    Map<String, Integer> chosen = all(0);
    chosen.put("answers.FP2", 1);

    resolutions.mend(record(), seen(), chosen, "", RITA);

    assertThat(server.getBean(Records.class).find(record()).orElseThrow().quarantine())
        .hasValueSatisfying(it -> assertThat(it.code()).isEqualTo("UNKNOWN_INSTRUMENT"));
  }

  @Test
  void what_is_taken_keeps_its_own_fault_and_not_the_milder_one_of_the_other() {
    arrive(first);
    arrive(ours, new Quarantine("UNKNOWN_INSTRUMENT", "instrument"));
    var wrong = new Quarantine("SIGN_OFF_WRONG", "sign-off 1");
    arrive(theirs, wrong);

    resolutions.take(record(), seen(), 1, RITA);

    assertThat(server.getBean(Records.class).find(record()).orElseThrow().quarantine())
        .contains(wrong);
  }

  @Test
  void what_is_taken_on_a_known_form_is_not_kept_aside_for_the_form_of_the_other() {
    Entry strange =
        copy.edit(
            first, SomeEntries.anEvaluation(UNIT, 1), InstrumentRef.parse("infantry-battalion@9"));
    arrive(first, ours);
    arrive(strange, new Quarantine("UNKNOWN_INSTRUMENT", "instrument"));

    resolutions.take(record(), seen(), 0, RITA);

    assertThat(server.getBean(Records.class).find(record()).orElseThrow().quarantine()).isEmpty();
  }

  @Test
  void headquarters_is_no_laptop_that_holds_a_record() {
    arrive(first, ours, theirs);
    resolutions.take(record(), seen(), 0, RITA);

    assertThat(server.getBean(Erasures.class).holders(record()))
        .containsOnlyKeys(here.device(), copy.device());
  }

  @Test
  void every_part_that_differs_must_be_chosen() {
    arrive(first, ours, theirs);
    Map<String, Integer> chosen = all(0);
    chosen.remove("answers.FP2");

    refused(
        ReviewRefusal.CHOICE_MISSING, () -> resolutions.mend(record(), seen(), chosen, "", RITA));
    assertThat(reviews.state(record())).isEqualTo(ReviewState.CONFLICT);
  }

  @Test
  void what_was_not_seen_is_not_decided() {
    arrive(first, ours, theirs);
    List<RevisionId> seen = seen();
    arrive(copy.edit(theirs, SomeEntries.anEvaluation(UNIT, 1)));

    refused(ReviewRefusal.REVISION_STALE, () -> resolutions.take(record(), seen, 0, RITA));
  }

  @Test
  void a_withdrawal_against_a_correction_is_taken_whole_or_not() {
    Entry gone = copy.withdrawal(first);
    arrive(first, ours, gone);
    assertThat(reviews.state(record())).isEqualTo(ReviewState.CONFLICT);
    assertThat(Resolutions.parts(resolutions.versions(record()))).isEmpty();

    resolutions.take(record(), seen(), 1, RITA);

    assertThat(reviews.state(record())).isEqualTo(ReviewState.WITHDRAWN);
  }

  @Test
  void the_order_of_arrival_and_a_rebuild_change_nothing() {
    Entry resolved = resolvedByTheLaptop();
    arrive(first, ours);
    arrive(resolved); // a restored server has lost theirs, which it names
    assertThat(reviews.state(record())).isEqualTo(ReviewState.RECEIVED);
    arrive(theirs);

    assertThat(reviews.state(record())).isEqualTo(ReviewState.RECEIVED);
    assertThat(reviews.find(record()).orElseThrow().record().current())
        .isEqualTo(resolved.revision().id());
    server.getBean(Records.class).rebuild();
    assertThat(reviews.find(record()).orElseThrow().record().current())
        .isEqualTo(resolved.revision().id());
    assertThat(reviews.state(record())).isEqualTo(ReviewState.RECEIVED);
  }

  @Test
  void a_decision_on_the_resolution_is_told_to_both_laptops() {
    arrive(first, ours, theirs);
    resolutions.take(record(), seen(), 0, RITA);

    RevisionId third = reviews.find(record()).orElseThrow().record().current();
    reviews.accept(record(), third, RITA);

    Letters letters = server.getBean(Letters.class);
    assertThat(letters.after(here.device(), 0, 10)).hasSize(1);
    assertThat(letters.after(copy.device(), 0, 10)).hasSize(1);
    assertThat(reviews.accepted()).singleElement();
  }

  private Entry resolvedByTheLaptop() {
    return here.resolution(List.of(ours, theirs), ours.payload());
  }

  private Map<String, Integer> all(int version) {
    Map<String, Integer> chosen = new HashMap<>();
    Resolutions.parts(resolutions.versions(record())).orElseThrow().parts().stream()
        .filter(Versions.Part::differs)
        .forEach(it -> chosen.put(it.place(), version));
    assertThat(chosen).containsKeys("answers.FP1", "answers.FP2").doesNotContainKey("unit");
    return chosen;
  }

  private List<RevisionId> seen() {
    return resolutions.versions(record()).stream().map(it -> it.revision().id()).toList();
  }

  private RecordId record() {
    return first.revision().record();
  }

  private void arrive(Entry... entries) {
    for (Entry entry : entries) {
      server
          .getBean(Revisions.class)
          .append(List.of(Arrival.sound(entry)), Instant.parse("2026-03-01T10:00:00Z"));
    }
  }

  private void arrive(Entry entry, Quarantine fault) {
    server
        .getBean(Revisions.class)
        .append(List.of(new Arrival(entry, List.of(fault))), Instant.parse("2026-03-01T10:00:00Z"));
  }

  private static void refused(RefusalCode code, ThrowingCallable action) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(action)
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
