package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  void words_are_as_pages_write_them() {
    assertThat(ReleaseState.RECALL_ASKED.word()).isEqualTo("recall-asked");
  }
}
