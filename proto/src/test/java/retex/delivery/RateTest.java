package retex.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How fast files arrive, by what a link does now. */
class RateTest {

  private static final int STEP = 500; // milliseconds
  private final Rate rate = new Rate(0);
  private long now;
  private long arrived;

  @Test
  void a_link_that_has_become_slower_is_known_within_seconds_whatever_crossed_before() {
    arrives(32_000, 600);
    assertThat(rate.bytesASecond(now)).isCloseTo(32_000, within(1_000.0));

    arrives(4_000, 4);

    assertThat(rate.bytesASecond(now)).isCloseTo(4_000, within(100.0));
  }

  @Test
  void while_nothing_arrives_it_falls() {
    arrives(32_000, 60);

    assertThat(rate.bytesASecond(now + 10_000)).isLessThan(10_000);
  }

  private void arrives(long bytesASecond, int seconds) {
    for (int i = 0; i < seconds * 1_000 / STEP; i++) {
      now += STEP;
      arrived += bytesASecond * STEP / 1_000;
      rate.arrived(arrived, now);
    }
  }
}
