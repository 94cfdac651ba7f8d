package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  private static final int BATCH = 8_000; // bytes of 60 entries

  @Test
  void little_is_under_way_until_a_rate_is_measured() {
    Pace pace = filled(Pace.UNKNOWN, 0, 0);

    assertThat(underWay(pace)).isBetween(64L * 1024, 64L * 1024 + BATCH);
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000, 32_000, 64_000})
  void on_a_steady_link_at_most_four_seconds_are_under_way_and_never_less_than_two(int rate) {
    Pace pace = onLink(rate, 0);

    assertThat(pace.bytesASecond()).isBetween(rate * 9L / 10, rate * 11L / 10);
    assertThat(underWay(pace)).isBetween(2L * rate, Math.max(4L * rate, 64 * 1024 + BATCH));
  }

  @Test
  void acknowledgements_that_a_lost_packet_held_back_are_not_taken_for_a_fast_link() {
    Pace pace = onLink(32_000, 2_000);

    assertThat(pace.bytesASecond()).isLessThan(40_000);
  }

  /** Thirty batches over a link of so many bytes a second; each tenth answer is held back. */
  private static Pace onLink(int rate, long heldBack) {
    Pace pace = filled(Pace.UNKNOWN, 0, 0);
    long sent = pace.flights().size();
    for (long arrived = 1; arrived <= 30; arrived++) {
      long at = 600 + arrived * BATCH * 1_000 / rate;
      long late = arrived % 10 < 5 ? 0 : heldBack; // five come at once
      long now = late == 0 ? at : 600 + (arrived / 10 * 10 + 10) * BATCH * 1_000 / rate;
      pace = filled(pace.acknowledged(arrived * 60, now), sent, now);
      sent = arrived + pace.flights().size();
    }
    return pace;
  }

  private static Pace filled(Pace before, long sent, long now) {
    Pace pace = before;
    for (long next = sent + 1; pace.isFree(); next++) {
      pace = pace.sent(next * 60, 60, BATCH, now);
    }
    return pace;
  }

  private static long underWay(Pace pace) {
    return pace.flights().stream().mapToLong(Pace.Flight::bytes).sum();
  }
}
