package retex.agent;

import io.micronaut.context.ApplicationContext;
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

/** The laptop's pages on the loopback interface. Knows no command line, so that it starts fast. */
final class Serving {

  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private Serving() {}

  /**
   * Serves the records of {@code data} until the process is stopped; {@code port} 0 takes any free
   * one. Tells {@code ready} the address when pages can be asked for.
   */
  static void untilStopped(Path data, int port, Consumer<URI> ready)
      throws IOException, InterruptedException {
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
    EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
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

  private static void announce(Path data, int http) throws IOException {
    Path run = data.resolve("run");
    Files.createDirectories(run);
    Path next = run.resolve("ports.json.next");
    Files.writeString(next, "{\"http\":" + http + "}\n");
    Files.move(next, run.resolve("ports.json"), StandardCopyOption.REPLACE_EXISTING);
    LOG.info("agent.ready http={}", http);
  }
}
