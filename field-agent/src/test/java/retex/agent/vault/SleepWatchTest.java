package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.web.SomePages;

/** A laptop about to sleep, as a real bus tells it. */
@Timeout(120) // seconds; a bus that is waited for must not stop the tests
class SleepWatchTest {

  private static final int SOON = 20; // seconds; it looks each two

  @TempDir private Path folder;
  private SomeLogind logind;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private Vault vault;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    logind = new SomeLogind(folder);
    start(logind.address(), false);
  }

  private void start(String address, boolean isCommand) {
    laptop =
        SomeLaptop.with(
                Map.of(
                    "retex.data",
                    folder.resolve("laptop").toString(),
                    "retex.command",
                    isCommand,
                    "retex.sleep.again",
                    "PT2S",
                    "micronaut.server.port",
                    -1,
                    "dbus.system.bus.address",
                    address,
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
  void a_message_from_anybody_that_is_too_long_makes_nothing_unheard() throws Exception {
    assertThat(logind.says("held", SOON)).isTrue();

    logind.order("shout");
    logind.order("sleep");

    assertThat(logind.says("let", SOON)).isTrue();
    assertThat(vault.isOpen()).isFalse();
  }

  @Test
  void a_delay_that_somebody_ended_is_begun_again() throws Exception {
    assertThat(logind.says("held", SOON)).isTrue();

    ProcessHandle.current()
        .children()
        .filter(it -> it.info().command().orElse("").endsWith("systemd-inhibit"))
        .forEach(ProcessHandle::destroyForcibly);

    assertThat(logind.says("let", SOON)).isTrue();
    assertThat(logind.says("held", SOON)).isTrue();
    assertThat(vault.isOpen()).isTrue();
  }

  @Test
  void a_bus_that_never_answers_is_given_up_and_asked_again() throws Exception {
    laptop.close();
    Path silent = folder.resolve("silent");
    try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      door.bind(UnixDomainSocketAddress.of(silent));
      start("unix:path=" + silent, false);

      for (int i = 0; i < 2; i++) {
        try (SocketChannel asked = door.accept()) {
          int heard = Channels.newInputStream(asked).readAllBytes().length; // until it hangs up
          assertThat(heard).isPositive();
        }
      }
      assertThat(vault.isOpen()).isTrue();
    }
  }

  @Test
  void a_command_that_runs_is_locked_before_a_sleep_and_not_with_the_screen() throws Exception {
    assertThat(logind.says("held", SOON)).isTrue();
    laptop.close();
    assertThat(logind.says("let", SOON)).isTrue();
    start(logind.address(), true);
    assertThat(logind.says("held", SOON)).isTrue();
    logind.order("lock 2");
    Thread.sleep(500);
    assertThat(vault.isOpen()).isTrue();

    logind.order("sleep");

    assertThat(logind.says("let", SOON)).isTrue();
    assertThat(vault.isOpen()).isFalse();
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
