package retex.agent;

import static retex.agent.web.WebRefusal.PORT_TAKEN;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.util.NativeImageUtils;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.sync.Staying;
import retex.agent.vault.Vault;
import retex.refusal.TakenPort;

/** The laptop's pages on the loopback interface. Knows no command line, so that it starts fast. */
final class Serving {

  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private Serving() {}

  /**
   * Serves the records of {@code data} until the process is stopped; {@code port} 0 takes any free
   * one. Tells {@code ready} the address when pages can be asked for. Refuses {@code PORT_TAKEN}.
   */
  static void untilStopped(Path data, int port, Consumer<URI> ready)
      throws IOException, InterruptedException {
    leaveTheFlightRecorderOut();
    ApplicationContext context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "retex.data",
                    data.toString(),
                    "micronaut.server.host",
                    "127.0.0.1",
                    "micronaut.server.port",
                    port == 0 ? -1 : port))
            .banner(false)
            .start();
    Optional<String> passphrase =
        Optional.ofNullable(System.getenv("RETEX_PASSPHRASE")).filter(given -> !given.isBlank());
    passphrase.ifPresent(given -> context.getBean(Vault.class).open(given.toCharArray()));
    context.getBean(Vault.class).makeFolder(); // before anything else is written there
    EmbeddedServer server = context.getBean(EmbeddedServer.class);
    try {
      server.start();
    } catch (ServerStartupException failed) {
      context.close();
      throw TakenPort.isMeant(failed) ? PORT_TAKEN.at("127.0.0.1:" + port).asException() : failed;
    }
    announce(data, server.getPort());
    ready.accept(URI.create("http://127.0.0.1:" + server.getPort() + "/"));
    context.getBean(Staying.class).start();
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  context.close();
                  stopped.countDown();
                }));
    stopped.await();
  }

  /**
   * A tenth of a cold start: the framework's events for a recorder that nobody runs. It has no
   * switch for them but this constant, which only a native image sets, and is read once.
   */
  private static void leaveTheFlightRecorderOut() {
    System.setProperty(
        NativeImageUtils.PROPERTY_IMAGE_CODE_KEY,
        NativeImageUtils.PROPERTY_IMAGE_CODE_VALUE_RUNTIME);
    LOG.debug("agent.events recorded={}", NativeImageUtils.JFR_AVAILABLE);
    System.clearProperty(NativeImageUtils.PROPERTY_IMAGE_CODE_KEY);
  }

  private static void announce(Path data, int http) throws IOException {
    Path run = data.resolve("run");
    Files.createDirectories(run);
    Path next = run.resolve("ports.json.next");
    Files.writeString(next, "{\"http\":" + http + "}\n");
    Files.move(next, run.resolve("ports.json"), StandardCopyOption.REPLACE_EXISTING);
    LOG.info("agent.ready http={}", http);
  }
}
