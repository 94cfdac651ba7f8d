package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

  @ParameterizedTest
  @CsvSource({"0, 500, 1500", "1, 1000, 3000", "5, 16000, 48000", "9, 150000, 450000"})
  void each_failure_doubles_the_pause_around_its_nominal_length(
      int failures, long least, long most) {
    var random = new Random(1);

    var pauses =
        IntStream.range(0, 1_000).mapToObj(i -> new BackOff(failures).pause(random).toMillis());

    assertThat(pauses.toList())
        .allMatch(it -> it >= least && it <= most)
        .anyMatch(it -> it < least + (most - least) / 4)
        .anyMatch(it -> it > most - (most - least) / 4);
  }

  @Test
  void a_server_that_is_away_for_weeks_is_still_called_every_few_minutes() {
    BackOff after = BackOff.NONE;
    for (int i = 0; i < 10_000; i++) {
      after = after.failed();
    }

    assertThat(after.pause(new Random(1)))
        .isBetween(Duration.ofSeconds(150), Duration.ofSeconds(450));
  }
}
