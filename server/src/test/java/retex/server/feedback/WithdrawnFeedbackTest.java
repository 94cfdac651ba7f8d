package retex.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Fault;
import retex.server.release.ErasureRequests;
import retex.server.release.Release;
import retex.server.release.SomeWorld;
import retex.server.release.Terms;
import retex.server.web.Words;

class WithdrawnFeedbackTest {

  private static final String PROVIDER = "P-NOR";

  @TempDir Path folder;
  private SomeWorld world;
  private Feedbacks feedbacks;
  private Entry entry;
  private Release release;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    feedbacks = world.bean(Feedbacks.class);
    entry = world.evaluated("U-A1", 2);
    release = world.released();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_released_file_is_served_and_who_opened_it_is_noted() {
    assertThat(feedbacks.file(only().row().id(), PROVIDER, "paula")).isNotEmpty();

    assertThat(only().isOpen()).isTrue();
    assertThat(readersOf("feedback.opened")).containsExactly("paula");
  }

  @Test
  void from_the_moment_a_recall_is_asked_for_no_file_is_served() {
    String id = only().row().id();

    world.releases().askRecall(release.id(), "A name was left in.", "olaf");

    assertThat(only().isOpen()).isFalse();
    refused(id, FeedbackRefusal.FEEDBACK_NOT_AVAILABLE);
    world.releases().dropRecall(release.id(), "nora");
    assertThat(feedbacks.file(id, PROVIDER, "paula")).isNotEmpty();
  }

  @Test
  void a_state_that_withdraws_its_consent_stops_the_file_at_once_and_nobody_reads_withdrawn() {
    String id = only().row().id();

    world.consent("A", "2025-01-01", "2026-11-01");

    assertThat(only().isOpen()).isFalse();
    assertThat(only().isRecalled()).isFalse();
    refused(id, FeedbackRefusal.FEEDBACK_NOT_AVAILABLE);
    world.consent("A", "2025-01-01", "2027-12-31");
    assertThat(feedbacks.file(id, PROVIDER, "paula")).isNotEmpty();
  }

  @Test
  void a_record_that_is_strictly_confidential_now_stops_the_file_and_an_undrawn_one_is_not_drawn() {
    String id = only().row().id();
    Release undrawn = world.released();

    world.revised(entry, 2, SomeWorld.classified(Classification.STRICTLY_CONFIDENTIAL));

    refused(id, FeedbackRefusal.FEEDBACK_NOT_AVAILABLE);
    assertThat(only().row().id()).isEqualTo(id);
    assertThat(feedbacks.held(undrawn.id()))
        .containsExactly(new Fault(Fault.Kind.GROUND_CHANGED, 0, ""));
  }

  @Test
  void a_record_that_is_withdrawn_stops_the_file() {
    String id = only().row().id();

    world.withdrawn(entry);

    refused(id, FeedbackRefusal.FEEDBACK_NOT_AVAILABLE);
  }

  @Test
  void a_file_that_is_stopped_is_not_served_again_when_its_record_goes_too() {
    String id = only().row().id();
    world.consent("A", "2025-01-01", "2026-11-01");

    world.withdrawn(entry);
    refused(id, FeedbackRefusal.FEEDBACK_NOT_AVAILABLE);

    var requests = world.bean(ErasureRequests.class);
    requests.ask(entry.revision().record(), "Names a witness.", "olaf");
    requests.confirm(entry.revision().record(), "nora");
    refused(id, FeedbackRefusal.FEEDBACK_NOT_AVAILABLE);
  }

  @Test
  void another_policy_at_the_end_of_an_embargo_holds_back_and_a_new_record_does_not() {
    only();
    Release same = world.released(new Terms(LocalDate.parse("2026-11-20"), Set.of()));
    Release later = world.released(new Terms(LocalDate.parse("2026-11-25"), Set.of()));
    world.evaluated("U-A2", 2);

    world.moveTo("2026-11-21");
    assertThat(drawn()).hasSize(2);
    world.nextPolicy();
    world.moveTo("2026-11-26");

    assertThat(drawn()).hasSize(2);
    assertThat(feedbacks.held(same.id())).isEmpty();
    assertThat(feedbacks.held(later.id()))
        .containsExactly(new Fault(Fault.Kind.POLICY_CHANGED, 0, ""));
  }

  @Test
  void what_lost_its_ground_before_it_was_drawn_is_held_back() {
    world.withdrawn(entry);

    assertThat(drawn()).isEmpty();
    assertThat(feedbacks.held(release.id()))
        .containsExactly(new Fault(Fault.Kind.GROUND_CHANGED, 0, ""));
  }

  @Test
  void nothing_is_drawn_in_a_provider_s_own_request() {
    assertThat(feedbacks.of(PROVIDER, "reader")).isEmpty();

    feedbacks.drawApproved();

    assertThat(feedbacks.of(PROVIDER, "reader")).hasSize(1);
  }

  @Test
  void a_recalled_one_is_listed_as_withdrawn_and_each_reader_who_is_told_is_noted_once() {
    String id = only().row().id();
    recall();

    feedbacks.of(PROVIDER, "paula");
    feedbacks.of(PROVIDER, "paula");
    feedbacks.of(PROVIDER, "pete");

    assertThat(only().isOpen()).isFalse();
    refused(id, FeedbackRefusal.FEEDBACK_WITHDRAWN);
    assertThat(readersOf("feedback.recall-told")).containsExactly("paula", "pete", "reader");
  }

  @Test
  void the_file_of_a_recalled_feedback_is_destroyed_with_the_record_it_rests_on()
      throws IOException {
    only();
    assertThat(files()).hasSize(1);
    var requests = world.bean(ErasureRequests.class);
    requests.ask(entry.revision().record(), "Names a witness.", "olaf");
    requests.confirm(entry.revision().record(), "nora");
    feedbacks.drawApproved();
    assertThat(files()).hasSize(1);

    recall();
    feedbacks.drawApproved();

    assertThat(files()).isEmpty();
  }

  @Test
  void figures_and_asked_for_words_pass_the_last_examination_in_every_language() {
    for (String unit : List.of("U-A2", "U-B1", "U-C1")) {
      world.evaluated(
          unit, unit.equals("U-B1") ? 3 : 2, SomeWorld.shortfalls("Stand-to is slow at dawn."));
    }
    for (String language : Words.DOCUMENTS) {
      Release it =
          world
              .releases()
              .propose(new ProviderCode(PROVIDER), language, world.allQuoted(language), "olaf");
      world.approved(it);
    }

    assertThat(drawn()).hasSize(1 + Words.DOCUMENTS.size());
  }

  private List<Feedbacks.Given> drawn() {
    feedbacks.drawApproved();
    return feedbacks.of(PROVIDER, "reader");
  }

  private void recall() {
    world.releases().askRecall(release.id(), "A name was left in.", "olaf");
    world.releases().confirmRecall(release.id(), "nora");
  }

  private Feedbacks.Given only() {
    List<Feedbacks.Given> all = drawn();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void refused(String id, FeedbackRefusal code) {
    assertThatThrownBy(() -> feedbacks.file(id, PROVIDER, "paula"))
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }

  private List<String> readersOf(String action) {
    return world.bean(Audit.class).about(action, "release=" + release.id()).stream()
        .map(it -> it.actor())
        .toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("blobs"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
