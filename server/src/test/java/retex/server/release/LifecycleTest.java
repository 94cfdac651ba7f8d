package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retex.refusal.RefusedException;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Content;

class LifecycleTest {

  /** All that is allowed; whatever is not here is refused. */
  private static final Map<ReleaseState, Map<ReleaseEvent, ReleaseState>> ALLOWED =
      new EnumMap<>(
          Map.of(
              ReleaseState.PROPOSED,
              Map.of(
                  ReleaseEvent.APPROVE, ReleaseState.APPROVED,
                  ReleaseEvent.REFUSE, ReleaseState.REFUSED),
              ReleaseState.APPROVED,
              Map.of(ReleaseEvent.ASK_RECALL, ReleaseState.RECALL_ASKED),
              ReleaseState.RECALL_ASKED,
              Map.of(
                  ReleaseEvent.CONFIRM_RECALL, ReleaseState.RECALLED,
                  ReleaseEvent.DROP_RECALL, ReleaseState.APPROVED)));

  @ParameterizedTest
  @EnumSource
  void each_state_goes_on_as_the_table_says_and_no_other_way(ReleaseState state) {
    for (ReleaseEvent event : ReleaseEvent.values()) {
      var expected = ALLOWED.getOrDefault(state, Map.of()).get(event);

      assertThat(Lifecycle.next(state, event).orElse(null))
          .as(state + " " + event)
          .isEqualTo(expected);
    }
  }

  @Test
  void two_people_approve_and_two_recall() {
    assertThat(next(ReleaseState.PROPOSED, ReleaseEvent.APPROVE, "nora"))
        .isEqualTo(ReleaseState.APPROVED);
    assertThat(next(ReleaseState.RECALL_ASKED, ReleaseEvent.CONFIRM_RECALL, "nora"))
        .isEqualTo(ReleaseState.RECALLED);
    refused(
        ReleaseRefusal.RELEASER_IS_PROPOSER, ReleaseState.PROPOSED, ReleaseEvent.APPROVE, "olaf");
    refused(
        ReleaseRefusal.RECALLER_IS_ASKER,
        ReleaseState.RECALL_ASKED,
        ReleaseEvent.CONFIRM_RECALL,
        "rita");
  }

  @Test
  void one_person_may_take_back_and_ask() {
    assertThat(next(ReleaseState.PROPOSED, ReleaseEvent.REFUSE, "olaf"))
        .isEqualTo(ReleaseState.REFUSED);
    assertThat(next(ReleaseState.APPROVED, ReleaseEvent.ASK_RECALL, "olaf"))
        .isEqualTo(ReleaseState.RECALL_ASKED);
    assertThat(next(ReleaseState.RECALL_ASKED, ReleaseEvent.DROP_RECALL, "rita"))
        .isEqualTo(ReleaseState.APPROVED);
    refused(ReleaseRefusal.RELEASE_DECIDED, ReleaseState.REFUSED, ReleaseEvent.APPROVE, "nora");
  }

  /** Proposed by olaf; rita asked for the recall. */
  private static ReleaseState next(ReleaseState state, ReleaseEvent event, String actor) {
    var release =
        new Release(
            "id",
            new ProviderCode("P-NOR"),
            "en",
            state,
            new Content("en", "Title", "Footer", List.of()),
            "",
            List.of(),
            List.of(),
            "release-2",
            Terms.NONE,
            List.of(),
            "olaf",
            Instant.EPOCH,
            "",
            Instant.EPOCH,
            "",
            new Release.Recall("", "rita", Instant.EPOCH, "", Instant.EPOCH));
    return Lifecycle.next(release, event, actor);
  }

  private static void refused(
      ReleaseRefusal code, ReleaseState state, ReleaseEvent event, String actor) {
    assertThatThrownBy(() -> next(state, event, actor))
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }

  @Test
  void words_are_as_pages_write_them() {
    assertThat(ReleaseState.RECALL_ASKED.word()).isEqualTo("recall-asked");
  }
}
