package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.web.SomePages;

/** A laptop about to sleep, as a real bus tells it. */
class SleepWatchTest {

  private static final int SOON = 20; // seconds; it looks each two

  @TempDir private Path folder;
  private SomeLogind logind;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private Vault vault;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    logind = new SomeLogind(folder);
    laptop =
        SomeLaptop.with(
                Map.of(
                    "retex.data",
                    folder.resolve("laptop").toString(),
                    "micronaut.server.port",
                    -1,
                    "dbus.system.bus.address",
                    logind.address(),
                    "xdg.session.id",
                    "2"))
            .start();
    vault = laptop.getBean(Vault.class);
    vault.open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
    if (logind != null) {
      logind.close();
    }
  }

  @Test
  void a_sleep_is_held_back_until_the_store_is_locked() throws Exception {
    var pages = new SomePages(laptop);
    assertThat(logind.says("held", SOON)).isTrue();

    synchronized (vault) { // what is being done finishes first
      logind.order("sleep");
      assertThat(logind.says("let", 1)).isFalse();
    }

    assertThat(logind.says("let", SOON)).isTrue();
    assertThat(vault.isOpen()).isFalse();
    assertThat(pages.get("/units").statusCode()).isEqualTo(303);
  }

  @Test
  void a_store_that_is_opened_again_after_a_sleep_is_watched_again() throws Exception {
    assertThat(logind.says("held", SOON)).isTrue();
    logind.order("sleep");
    assertThat(logind.says("let", SOON)).isTrue();
    logind.order("wake");

    vault.open("a passphrase of ours".toCharArray());

    assertThat(logind.says("held", SOON)).isTrue();
    logind.order("sleep");
    assertThat(logind.says("let", SOON)).isTrue();
    assertThat(vault.isOpen()).isFalse();
  }

  @Test
  void the_screen_s_lock_locks_and_that_of_another_session_or_a_waking_does_not() throws Exception {
    assertThat(logind.says("held", SOON)).isTrue();
    logind.order("lock c7");
    logind.order("wake");
    Thread.sleep(500);
    assertThat(vault.isOpen()).isTrue();

    logind.order("lock 2");

    assertThat(logind.says("let", SOON)).isTrue();
    assertThat(vault.isOpen()).isFalse();
  }

  @Test
  void what_anybody_says_to_the_laptop_alone_does_not_count() throws Exception {
    assertThat(logind.says("held", SOON)).isTrue();

    logind.order("whisper");

    Thread.sleep(500);
    assertThat(vault.isOpen()).isTrue();
    assertThat(logind.says("let", 1)).isFalse();
  }

  @Test
  void while_it_is_locked_nothing_is_held() throws Exception {
    assertThat(logind.says("held", SOON)).isTrue();

    vault.close();

    assertThat(logind.says("let", SOON)).isTrue();
  }

  @Test
  void a_bus_that_goes_away_stops_nothing() throws Exception {
    var pages = new SomePages(laptop);
    assertThat(logind.says("held", SOON)).isTrue();

    logind.endBus();

    Instant until = Instant.now().plus(Duration.ofSeconds(3));
    while (Instant.now().isBefore(until)) {
      assertThat(pages.get("/units").statusCode()).isEqualTo(200);
      Thread.sleep(100);
    }
  }
}
