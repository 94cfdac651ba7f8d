package retex.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TellingTest {

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream to = new PrintStream(told, true, StandardCharsets.UTF_8);

  @Test
  void what_there_is_to_tell_is_told_again_and_again_until_it_is_over() throws Exception {
    var asked = new AtomicInteger();
    var enough = new CountDownLatch(4);
    var telling =
        new Telling(
            to,
            () -> {
              enough.countDown();
              int time = asked.incrementAndGet();
              return time == 2 ? Optional.empty() : Optional.of("time " + time);
            },
            Duration.ofMillis(10));

    assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
    telling.close();
    Thread.sleep(100);
    int last = asked.get();
    Thread.sleep(100);

    assertThat(asked).hasValue(last);
    assertThat(told.toString(StandardCharsets.UTF_8).lines()).startsWith("time 1", "time 3");
  }

  @Test
  void what_is_done_at_once_is_done_in_silence() {
    new Telling(to, () -> Optional.of("too early"), Duration.ofMinutes(1)).close();

    assertThat(told.size()).isZero();
  }
}
