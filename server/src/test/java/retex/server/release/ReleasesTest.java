package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.release.SomeWorld.NORA;
import static retex.server.release.SomeWorld.OLAF;
import static retex.server.release.SomeWorld.all;
import static retex.server.release.SomeWorld.classified;
import static retex.server.release.SomeWorld.on;
import static retex.server.release.SomeWorld.rotation;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.Classification;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.catalogue.CatalogueRefusal;
import retex.server.catalogue.ProviderCode;
import retex.server.finding.SomeFindings;
import retex.server.policy.engine.Detail;
import retex.server.record.SomeEntries;
import retex.server.redaction.SomeClearance;

class ReleasesTest {

  @TempDir Path folder;
  private SomeWorld world;
  private Releases releases;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    releases = world.releases();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void two_people_let_a_feedback_go() {
    world.evaluated("U-A1", 2);

    Release it = world.released();

    assertThat(it.state()).isEqualTo(ReleaseState.APPROVED);
    assertThat(it.proposer()).isEqualTo(OLAF);
    assertThat(it.approver()).isEqualTo(NORA);
    assertThat(releases.approved()).extracting(Release::id).containsExactly(it.id());
    assertThat(actions()).contains("release.proposed", "release.approved");
  }

  @Test
  void the_document_names_its_policy_and_version() {
    world.evaluated("U-A1", 2);

    Release it = world.released();

    assertThat(it.policy()).isEqualTo("release-3");
    assertThat(all(it)).contains("policy release-3");
  }

  @Test
  void nobody_releases_what_they_proposed() {
    world.evaluated("U-A1", 2);
    Release it = world.proposed();

    refused(
        ReleaseRefusal.RELEASER_IS_PROPOSER,
        () -> releases.approve(it.id(), it.contentHash(), "", OLAF));
    assertThat(releases.approved()).isEmpty();
  }

  @Test
  void another_content_than_was_read_is_not_released() {
    world.evaluated("U-A1", 2);
    Release it = world.proposed();

    refused(
        ReleaseRefusal.CONTENT_HASH_WRONG,
        () -> releases.approve(it.id(), "0".repeat(64), "", NORA));
  }

  @Test
  void what_changed_since_the_proposal_is_not_released() {
    world.evaluated("U-A1", 2);
    Release it = world.proposed();
    world.evaluated("U-B1", 3);

    refused(
        ReleaseRefusal.RELEASE_STALE, () -> releases.approve(it.id(), it.contentHash(), "", NORA));
  }

  @Test
  void a_proposal_is_refused_with_a_remark() {
    world.evaluated("U-A1", 2);
    Release it = world.proposed();
    refused(ReleaseRefusal.REASON_NEEDED, () -> releases.refuse(it.id(), "  ", NORA));
    refused(ReleaseRefusal.REASON_NEEDED, () -> releases.refuse(it.id(), "x".repeat(10_001), NORA));

    Release refused = releases.refuse(it.id(), " Wait for the second visit. ", NORA);

    assertThat(refused.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(refused.remark()).isEqualTo("Wait for the second visit.");
    refused(
        ReleaseRefusal.RELEASE_DECIDED,
        () -> releases.approve(it.id(), it.contentHash(), "", NORA));
  }

  @Test
  void whoever_proposed_may_take_it_back() {
    world.evaluated("U-A1", 2);
    Release it = releases.refuse(world.proposed().id(), "Too early.", OLAF);

    assertThat(it.state()).isEqualTo(ReleaseState.REFUSED);
    assertThat(it.approver()).isEmpty();
  }

  @Test
  void an_unknown_release_provider_or_language_is_refused() {
    world.evaluated("U-A1", 2);

    refused(ReleaseRefusal.RELEASE_UNKNOWN, () -> releases.find("none"));
    refused(
        CatalogueRefusal.PROVIDER_UNKNOWN,
        () -> releases.propose(new ProviderCode("P-404"), "en", Terms.NONE, OLAF));
    refused(
        ReleaseRefusal.LANGUAGE_NOT_OFFERED,
        () -> releases.propose(SomeWorld.NOR, "de", Terms.NONE, OLAF));
  }

  @Test
  void strictly_confidential_records_are_never_released() {
    world.evaluated("U-A1", 2, classified(Classification.STRICTLY_CONFIDENTIAL));

    refused(ReleaseRefusal.NOTHING_TO_RELEASE, world::proposed);
  }

  @Test
  void a_note_counts_for_who_trained_the_unit_alone() {
    world.noted("U-A1");

    refused(
        ReleaseRefusal.NOTHING_TO_RELEASE,
        () -> releases.propose(new ProviderCode("P-OTH"), "en", Terms.NONE, OLAF));
  }

  @Test
  void a_unit_that_it_did_not_train_is_not_told_by_itself() {
    world.evaluated("U-A1", 3);
    world.evaluated("U-B1", 1, rotation("2025-B"));

    Release it = world.proposed();

    assertThat(it.permitted()).containsExactly("Norhaven Training Centre", "Battalion A1");
    assertThat(it.records()).hasSize(1);
    assertThat(all(it)).doesNotContain("Battalion B1");
  }

  @Test
  void an_evaluation_counts_by_its_day_and_not_by_when_it_came() {
    world.evaluated("U-A1", 4, on("2026-03-02", "2026-03-03"));
    world.evaluated("U-A1", 2);

    assertThat(all(world.proposed())).contains("Overall 4.0 of 4").doesNotContain("Overall 2.0");
  }

  @Test
  void training_counts_for_that_rotation_alone() {
    world.evaluated("U-A1", 2, rotation("2025-B"));

    refused(ReleaseRefusal.NOTHING_TO_RELEASE, world::proposed);
  }

  @Test
  void training_counts_only_once_it_has_ended_before_the_evaluation() {
    world.evaluated("U-A1", 2, on("2025-08-21", "2025-08-23"));
    refused(ReleaseRefusal.NOTHING_TO_RELEASE, world::proposed);

    world.evaluated("U-A2", 2, on("2025-08-22", "2025-08-23"));

    assertThat(all(world.proposed())).contains("Battalion A2").doesNotContain("Battalion A1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-02-07 2027-12-31", "2025-01-01 2026-11-01", "2025-01-01 2026-02-05"})
  void consent_covers_both_the_end_of_the_evaluation_and_the_day_of_release(String days) {
    world.evaluated("U-A1", 2);
    world.consent("A", days.split(" ")[0], days.split(" ")[1]);

    refused(ReleaseRefusal.NOTHING_TO_RELEASE, world::proposed);
  }

  @Test
  void consent_of_just_these_two_days_is_enough() {
    world.evaluated("U-A1", 2);
    world.consent("A", "2026-02-06", "2026-11-02");

    assertThat(world.released().state()).isEqualTo(ReleaseState.APPROVED);
  }

  @Test
  void consent_withdrawn_between_proposal_and_release_stops_it() {
    world.evaluated("U-A1", 2);
    Release it = world.proposed();
    world.consent("A", "2025-01-01", "2026-11-01");

    refused(
        ReleaseRefusal.NOTHING_TO_RELEASE,
        () -> releases.approve(it.id(), it.contentHash(), "", NORA));
  }

  @Test
  void nothing_is_handed_on_before_its_embargo() {
    world.evaluated("U-A1", 2);
    Release it = world.released(embargo("2026-11-05"));
    assertThat(releases.approved()).isEmpty();

    world.moveTo("2026-11-04");
    assertThat(releases.approved()).isEmpty();

    world.moveTo("2026-11-05");
    assertThat(releases.approved()).extracting(Release::id).containsExactly(it.id());
  }

  @Test
  void an_embargo_ends_on_a_day_to_come() {
    world.evaluated("U-A1", 2);

    refused(ReleaseRefusal.EMBARGO_PAST, () -> world.released(embargo("2026-11-02")));
  }

  @Test
  void consent_must_cover_the_day_on_which_the_embargo_ends() {
    world.evaluated("U-A1", 2);
    world.consent("A", "2025-01-01", "2026-11-04");

    refused(ReleaseRefusal.NOTHING_TO_RELEASE, () -> world.released(embargo("2026-11-05")));
  }

  @Test
  void what_lost_its_ground_under_embargo_is_not_given() {
    world.evaluated("U-A1", 2);
    Release it = world.released(embargo("2026-11-05"));
    assertThat(releases.mayBeGiven(it)).isTrue();
    world.consent("A", "2025-01-01", "2026-11-03");

    world.moveTo("2026-11-05");

    assertThat(releases.mayBeGiven(it)).isFalse();
  }

  @Test
  void what_the_policy_asks_about_is_told_only_where_it_is_asked_for() {
    world.evaluated("U-A1", 2, SomeWorld.shortfalls("Stand-to is slow at dawn."));

    Release plain = world.proposed();
    Release asked = releases.propose(SomeWorld.NOR, "en", world.allQuoted("en"), OLAF);

    assertThat(all(plain)).doesNotContain("In their own words");
    assertThat(all(asked)).contains("In their own words").contains("Stand-to is slow at dawn.");
    assertThat(releases.find(asked.id()).terms().asked()).containsExactly(Detail.QUOTATION);
  }

  @Test
  void no_sentence_is_quoted_that_no_officer_ticked_and_no_other_one_than_was() {
    world.evaluated(
        "U-A1",
        3,
        SomeWorld.shortfalls("Stand-to is slow at dawn. Radio discipline is weak by night."));
    List<Quotable> quotable = releases.quotable(SomeWorld.NOR, "en", Terms.NONE);
    Quotable radio =
        quotable.stream().filter(it -> it.sentence().startsWith("Radio")).findFirst().orElseThrow();

    Release none =
        releases.propose(
            SomeWorld.NOR, "en", new Terms(Terms.NO_EMBARGO, Set.of(Detail.QUOTATION)), OLAF);
    Release one =
        releases.propose(SomeWorld.NOR, "en", Terms.NONE.quoting(List.of(radio.id())), OLAF);

    assertThat(quotable).hasSizeGreaterThan(1);
    assertThat(none.content().narratives()).isEmpty();
    assertThat(all(none)).doesNotContain("In their own words", "Radio discipline is weak");
    assertThat(all(one)).contains("Radio discipline is weak").doesNotContain("Stand-to is slow");
    assertThat(releases.find(one.id()).terms().quoted()).containsExactly(radio.id());
    assertThat(releases.approve(one.id(), one.contentHash(), "", NORA).state())
        .isEqualTo(ReleaseState.APPROVED);
  }

  @Test
  void what_may_not_be_quoted_or_is_more_than_the_policy_lets_is_refused() {
    world.evaluated("U-A1", 2);
    List<String> many =
        IntStream.range(0, 9).mapToObj(it -> Integer.toString(it).repeat(64)).toList();

    refused(ReleaseRefusal.QUOTE_NOT_THERE, () -> propose(many.subList(0, 1)));
    refused(ReleaseRefusal.QUOTES_TOO_MANY, () -> propose(many));
    refused(
        ReleaseRefusal.QUOTE_NOT_THERE,
        () -> Terms.of(Optional.empty(), List.of(), List.of("all")));
  }

  private void propose(List<String> quoted) {
    releases.propose(SomeWorld.NOR, "en", Terms.NONE.quoting(quoted), OLAF);
  }

  @Test
  void what_cannot_be_asked_for_is_refused() {
    refused(
        ReleaseRefusal.DETAIL_NOT_ASKED,
        () -> Terms.of(Optional.empty(), List.of("everything"), List.of()));
  }

  @Test
  void a_recall_takes_two_and_stops_the_file_from_the_first() {
    world.evaluated("U-A1", 2);
    Release it = world.released();

    Release asked = releases.askRecall(it.id(), " A name was left in. ", OLAF);
    assertThat(asked.state()).isEqualTo(ReleaseState.RECALL_ASKED);
    assertThat(asked.recall().reason()).isEqualTo("A name was left in.");
    assertThat(releases.approved()).isEmpty();
    refused(ReleaseRefusal.RECALLER_IS_ASKER, () -> releases.confirmRecall(it.id(), OLAF));

    Release recalled = releases.confirmRecall(it.id(), NORA);

    assertThat(recalled.state()).isEqualTo(ReleaseState.RECALLED);
    assertThat(recalled.recall().confirmer()).isEqualTo(NORA);
    assertThat(recalled.recall().at()).isEqualTo(world.bean(java.time.Clock.class).instant());
    assertThat(actions()).contains("release.recall-asked", "release.recalled");
  }

  @Test
  void a_recall_needs_a_written_reason() {
    world.evaluated("U-A1", 2);
    Release it = world.released();

    refused(ReleaseRefusal.REASON_NEEDED, () -> releases.askRecall(it.id(), "\n", OLAF));
  }

  @Test
  void a_recall_that_is_dropped_lets_it_stand_and_may_be_asked_for_again() {
    world.evaluated("U-A1", 2);
    Release it = world.released();
    releases.askRecall(it.id(), "A name was left in.", OLAF);

    Release stands = releases.dropRecall(it.id(), NORA);

    assertThat(stands.state()).isEqualTo(ReleaseState.APPROVED);
    assertThat(releases.approved()).hasSize(1);
    assertThat(releases.askRecall(it.id(), "It was.", NORA).recall().asker()).isEqualTo(NORA);
    assertThat(actions()).contains("release.recall-dropped");
  }

  @Test
  void what_is_not_out_cannot_be_recalled() {
    world.evaluated("U-A1", 2);
    Release it = world.proposed();

    refused(ReleaseRefusal.RELEASE_DECIDED, () -> releases.askRecall(it.id(), "Too early.", OLAF));
    refused(ReleaseRefusal.RELEASE_DECIDED, () -> releases.confirmRecall(it.id(), NORA));
    refused(ReleaseRefusal.RELEASE_DECIDED, () -> releases.dropRecall(it.id(), NORA));
  }

  @Test
  void documents_of_a_withdrawn_consent_are_listed_for_recall() {
    world.evaluated("U-A1", 2);
    Release it = world.released();
    world.moveTo("2026-12-01");
    assertThat(releases.concerns()).isEmpty();

    world.consent("A", "2025-01-01", "2026-11-30");

    assertThat(releases.concerns())
        .singleElement()
        .satisfies(
            concern -> {
              assertThat(concern.release().id()).isEqualTo(it.id());
              assertThat(concern.why()).isEqualTo(Concern.Why.CONSENT_WITHDRAWN);
            });
  }

  @Test
  void so_are_those_of_a_record_of_which_an_officer_masks_more_though_it_is_cleared_anew() {
    var entry = world.evaluated("U-A1", 3, SomeWorld.shortfalls("Radio discipline is weak."));
    Release it = world.released();
    assertThat(releases.concerns()).isEmpty();
    world.moveTo("2026-12-01");
    assertThat(releases.concerns()).isEmpty();

    SomeClearance.mended(
        world.bean(ApplicationContext.class),
        entry.revision().record(),
        entry.revision().id(),
        "narrative.shortfalls",
        "Radio");

    assertThat(releases.concerns())
        .singleElement()
        .satisfies(
            concern -> {
              assertThat(concern.release().id()).isEqualTo(it.id());
              assertThat(concern.why()).isEqualTo(Concern.Why.RECORD_CHANGED);
            });
  }

  @Test
  void so_are_those_of_a_state_whose_units_stand_in_their_figures_alone() {
    world.evaluated("U-A1", 3);
    world.evaluated("U-B1", 2);
    var other = world.evaluated("U-C1", 3, rotation("2025-B"));
    Release it = world.released();
    assertThat(it.records()).hasSize(3).contains(other.revision().record().toString());
    assertThat(it.permitted()).doesNotContain("Battalion C1");

    world.consent("C", "2025-01-01", "2026-11-01");

    assertThat(releases.concerns())
        .extracting(Concern::record)
        .containsExactly(other.revision().record().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-07 2027-12-31", "2025-01-01 2026-11-01"})
  void so_are_those_whose_consent_no_longer_covers_one_of_both_days(String days) {
    world.evaluated("U-A1", 2);
    world.released();

    world.consent("A", days.split(" ")[0], days.split(" ")[1]);

    assertThat(releases.concerns()).hasSize(1);
  }

  @Test
  void a_consent_that_ran_its_full_time_was_not_withdrawn() {
    world.evaluated("U-A1", 2);
    world.consent("A", "2025-01-01", "2026-11-10");
    world.released();

    world.moveTo("2026-12-01");

    assertThat(releases.concerns()).isEmpty();
  }

  @Test
  void documents_of_a_record_that_its_author_withdrew_are_listed_until_they_are_recalled() {
    var entry = world.evaluated("U-A1", 2);
    Release it = world.released();
    world.withdrawn(entry);

    assertThat(releases.concerns())
        .singleElement()
        .satisfies(
            concern -> {
              assertThat(concern.record()).isEqualTo(entry.revision().record().toString());
              assertThat(concern.why().word()).isEqualTo("record-withdrawn");
            });
    releases.askRecall(it.id(), "Withdrawn.", OLAF);
    assertThat(releases.concerns()).hasSize(1);
    releases.confirmRecall(it.id(), NORA);
    assertThat(releases.concerns()).isEmpty();
  }

  @Test
  void documents_of_a_record_that_was_revised_since_are_listed_and_not_drawn() {
    var entry = world.evaluated("U-A1", 2);
    Release it = world.released();
    assertThat(releases.mayBeGiven(it)).isTrue();

    var revised = world.revised(entry, 3, same -> same);

    assertThat(releases.concerns())
        .extracting(Concern::why)
        .containsExactly(Concern.Why.RECORD_CHANGED);
    assertThat(releases.mayBeGiven(it)).isFalse();
    assertThat(releases.served(List.of(it))).containsExactly(it.id());
    world.accepted(revised);
    assertThat(releases.concerns())
        .extracting(Concern::why)
        .containsExactly(Concern.Why.RECORD_CHANGED);
  }

  @Test
  void a_document_that_quotes_is_not_served_while_its_record_is_masked_further_or_changed() {
    var entry =
        world.evaluated("U-A1", 3, SomeWorld.shortfalls("Radio discipline is weak by night."));
    Release it = world.released(world.allQuoted("en"));
    assertThat(all(it)).contains("Radio discipline is weak by night.");
    world.moveTo("2026-12-01");
    assertThat(releases.served(List.of(it))).containsExactly(it.id());

    SomeClearance.mended(
        world.bean(ApplicationContext.class),
        entry.revision().record(),
        entry.revision().id(),
        "narrative.shortfalls",
        "Radio");

    assertThat(releases.served(List.of(it))).isEmpty();
  }

  @Test
  void so_are_those_of_a_record_of_which_two_versions_stand() {
    var entry = world.evaluated("U-A1", 2);
    world.released();

    world.revised(entry, 3, same -> same);
    world.arrive(
        new SomeEntries()
            .edit(entry, SomeEntries.anEvaluation(retex.contract.UnitRef.coded("U-A1"), 4)));

    assertThat(releases.concerns())
        .extracting(Concern::why)
        .containsExactly(Concern.Why.RECORD_CHANGED);
  }

  @Test
  void a_record_that_became_strictly_confidential_stops_the_file_before_anyone_accepts_that() {
    var entry = world.evaluated("U-A1", 2);
    Release it = world.released();

    world.revised(
        entry, 2, SomeWorld.classified(retex.contract.Classification.STRICTLY_CONFIDENTIAL));

    assertThat(releases.concerns())
        .extracting(concern -> concern.why().word())
        .containsExactly("record-closed");
    assertThat(releases.served(List.of(it))).isEmpty();
  }

  @Test
  void a_finding_that_an_officer_takes_back_is_not_drawn_and_what_is_out_is_listed() {
    var entry = world.evaluated("U-A1", 3, SomeWorld.shortfalls("Stand-to is slow."));
    SomeFindings.accepted(world.context(), entry.revision().record(), entry.revision().id());
    Release it = world.released(embargo("2026-12-01"));
    assertThat(all(it)).contains("stand-to");
    assertThat(releases.isAsReleased(it)).isTrue();
    world.moveTo("2026-11-20");

    SomeFindings.rejected(world.context(), entry.revision().record(), entry.revision().id());

    assertThat(releases.isAsReleased(it)).isFalse();
    assertThat(releases.concerns())
        .extracting(Concern::why)
        .containsExactly(Concern.Why.FINDING_CHANGED);
  }

  @Test
  void a_finding_that_is_accepted_later_is_for_the_next_document() {
    var entry = world.evaluated("U-A1", 3, SomeWorld.shortfalls("Stand-to is slow."));
    world.released();
    world.moveTo("2026-11-20");

    SomeFindings.accepted(world.context(), entry.revision().record(), entry.revision().id());

    assertThat(releases.concerns()).isEmpty();
  }

  @Test
  void a_unit_that_by_the_corrected_catalogue_another_trained_is_not_told_of_any_more() {
    world.evaluated("U-A1", 2);
    Release it = world.released();
    assertThat(releases.served(List.of(it))).containsExactly(it.id());

    world.catalogue(
        """
        {"activities":[{"code":"T-U-A1","provider":"P-OTH","unit":"U-A1","rotation":"2026-A",
          "kind":"pre-deployment","topics":["MED-01"],"language":"en",
          "from":"2025-08-01","to":"2025-08-21"}]}
        """);

    assertThat(releases.concerns())
        .extracting(Concern::why)
        .containsExactly(Concern.Why.NOT_TRAINED);
    assertThat(releases.served(List.of(it))).isEmpty();
    assertThat(releases.mayBeGiven(it)).isFalse();
  }

  @Test
  void a_unit_that_turns_out_to_be_another_state_s_is_not_told_of_any_more() {
    world.evaluated("U-A1", 2);
    Release it = world.released();

    world.catalogue(
        """
        {"units":[{"code":"U-A1","type":"infantry-battalion","state":"B","mission":"MINELD",
                   "names":["Battalion A1"]}]}
        """);

    assertThat(releases.concerns())
        .extracting(Concern::why)
        .containsExactly(Concern.Why.STATE_CHANGED);
    assertThat(releases.served(List.of(it))).isEmpty();
  }

  @Test
  void a_unit_that_is_told_of_in_figures_alone_needs_no_training_by_its_reader() {
    world.evaluated("U-A1", 3);
    world.evaluated("U-B1", 2);
    world.evaluated("U-C1", 3, rotation("2025-B"));
    Release it = world.released();

    assertThat(it.records()).hasSize(3);
    assertThat(releases.concerns()).isEmpty();
  }

  @Test
  void what_waited_for_the_end_of_an_embargo_needs_the_same_policy_and_not_the_same_records() {
    world.evaluated("U-A1", 2);
    Release it = world.released(embargo("2026-12-01"));
    world.moveTo("2026-12-02");
    world.evaluated("U-A2", 2);
    assertThat(releases.isAsReleased(it)).isTrue();

    world.nextPolicy();

    assertThat(releases.isAsReleased(it)).isFalse();
  }

  @Test
  void who_opened_the_file_is_known_from_the_audit_log() {
    world.evaluated("U-A1", 2);
    Release it = world.released();
    Audit audit = world.bean(Audit.class);
    audit.write("paula", "feedback.opened", "f", java.util.Map.of("release", it.id()));
    audit.write("pete", "feedback.opened", "g", java.util.Map.of("release", "another"));

    assertThat(world.bean(Recipients.class).of(it))
        .extracting(Recipients.Recipient::reader)
        .containsExactly("paula");
  }

  private static Terms embargo(String day) {
    return new Terms(LocalDate.parse(day), Set.of());
  }

  private List<String> actions() {
    return world.bean(Audit.class).latest(50).stream().map(it -> it.action()).toList();
  }

  private static void refused(RefusalCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
