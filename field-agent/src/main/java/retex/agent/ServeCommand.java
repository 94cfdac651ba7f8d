package retex.agent;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.agent.vault.LaptopOptions;
import retex.agent.vault.Vault;

/** Serves the pages on the loopback interface until it is stopped. */
@Command(
    name = "serve",
    description = "Serve the pages on 127.0.0.1 until stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Option(
      names = {"--port", "--http-port"},
      paramLabel = "N",
      defaultValue = "8470",
      description = "Port on 127.0.0.1; 0 takes any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ApplicationContext context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "retex.data",
                    options.data().toString(),
                    "micronaut.server.host",
                    "127.0.0.1",
                    "micronaut.server.port",
                    port == 0 ? -1 : port))
            .banner(false)
            .start();
    Optional<String> passphrase = Optional.ofNullable(System.getenv("RETEX_PASSPHRASE"));
    passphrase.ifPresent(given -> context.getBean(Vault.class).open(given.toCharArray()));
    EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
    announce(server.getPort());
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  context.close();
                  stopped.countDown();
                }));
    stopped.await();
    return 0;
  }

  private void announce(int http) throws IOException {
    Path run = options.data().resolve("run");
    Files.createDirectories(run);
    Path next = run.resolve("ports.json.next");
    Files.writeString(next, "{\"http\":" + http + "}\n");
    Files.move(next, run.resolve("ports.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    LOG.info("agent.ready http={}", http);
    System.out.println("http://127.0.0.1:" + http + "/");
  }
}
