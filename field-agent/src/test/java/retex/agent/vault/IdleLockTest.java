package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.web.SomePages;

/** A laptop that is left alone, or sleeps, asked over HTTP as its pages ask. */
class IdleLockTest {

  private static final Duration SOON = Duration.ofSeconds(20); // it looks each two seconds

  @TempDir private Path folder;
  private SomePages pages;
  private final Sleepy clock = new Sleepy();
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void a_page_that_is_used_keeps_the_store_open_and_one_that_only_asks_by_itself_does_not()
      throws Exception {
    Instant usedAt = Instant.now();
    start("PT2S");
    Instant until = Instant.now().plusSeconds(5);
    while (Instant.now().isBefore(until)) {
      if (status("/units") != 200) {
        assertThat(usedAt.plusSeconds(2)).isBefore(Instant.now()); // the machine stood still
        break;
      }
      usedAt = Instant.now();
      Thread.sleep(100);
    }

    until = Instant.now().plus(SOON);
    while (status("/sync/progress") == 200 && Instant.now().isBefore(until)) {
      Thread.sleep(100);
    }

    assertThat(status("/sync/progress")).isEqualTo(423);
    assertThat(status("/session")).isEqualTo(423);
    assertThat(status("/units")).isEqualTo(303);
  }

  @Test
  void after_a_sleep_of_some_seconds_no_page_is_answered_and_the_store_locks() throws Exception {
    start("PT10M");
    assertThat(status("/units")).isEqualTo(200);

    clock.slept = Duration.ofSeconds(8);

    assertThat(status("/units")).isEqualTo(303);
    Instant until = Instant.now().plus(SOON);
    while (laptop.getBean(Vault.class).isOpen() && Instant.now().isBefore(until)) {
      Thread.sleep(100);
    }
    assertThat(laptop.getBean(Vault.class).isOpen()).isFalse();
    assertThat(status("/session")).isEqualTo(423);
  }

  private void start(String idle) {
    laptop =
        SomeLaptop.with(
                Map.of(
                    "retex.data",
                    folder.toString(),
                    "micronaut.server.port",
                    -1,
                    "retex.idle",
                    idle))
            .beanDefinitions(
                RuntimeBeanDefinition.builder(Clock.class, () -> clock)
                    .singleton(true)
                    .replaces(Clock.class)
                    .build())
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    pages = new SomePages(laptop);
  }

  private int status(String path) throws IOException, InterruptedException {
    return (path.equals("/sync/progress") ? pages.ask(path) : pages.get(path)).statusCode();
  }

  /** The wall clock of a laptop whose other clock stands still while it sleeps. */
  private static final class Sleepy extends Clock {

    private volatile Duration slept = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(slept);
    }
  }
}
