package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retex.refusal.RefusedException;

class MannersTest {

  @ParameterizedTest
  @CsvSource({
    "05:59, false, 06:00",
    "06:00, true, ",
    "07:59, true, ",
    "08:00, false, 22:00",
    "21:59, false, 22:00",
    "23:30, true, ",
    "01:59, true, ",
    "02:00, false, 06:00"
  })
  void calls_are_made_within_the_hours_that_are_set_and_they_may_go_over_midnight(
      LocalTime now, boolean mayCall, LocalTime opens) {
    Manners manners = hours("06:00-08:00, 22:00-02:00");

    assertThat(manners.mayCall(now)).isEqualTo(mayCall);
    if (!mayCall) {
      assertThat(manners.opens(now)).isEqualTo(opens);
    }
  }

  @Test
  void without_hours_the_whole_day_is_good() {
    assertThat(hours("").mayCall(LocalTime.of(3, 33))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"06:00", "6-8", "06:00-08:00-10:00", "06:00-25:00", "always"})
  void hours_that_are_none_are_refused_by_name(String hours) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> hours(hours))
        .matches(it -> it.refusal().code() == SyncRefused.HOURS_MALFORMED);
  }

  private static Manners hours(String hours) {
    var choice = new Choice(hours, false, "");
    return new Manners(true, Duration.ofHours(1), Duration.ofHours(6), () -> choice);
  }
}
