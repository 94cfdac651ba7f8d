package retex.server;

import static retex.server.console.ConsoleRefusal.PORT_TAKEN;

import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.refusal.TakenPort;
import retex.server.console.ServerOptions;
import retex.server.feedback.SigningStore;

/** Serves pages, the programs' door and the laptops' door until it is stopped. */
@Command(
    name = "serve",
    description = "Serve pages, REST and sync until stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "8480",
      description = "Port of pages and REST; 0 takes any free one (default: ${DEFAULT-VALUE})")
  private int httpPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "N",
      defaultValue = "8481",
      description = "Port of sync; 0 takes any free one (default: ${DEFAULT-VALUE})")
  private int grpcPort;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ApplicationContext context =
        options.open(
            Map.of(
                "micronaut.server.host",
                host,
                "micronaut.server.port",
                free(httpPort),
                "grpc.server.host",
                host,
                "grpc.server.port",
                grpcPort));
    context.getBean(SigningStore.class).check();
    GrpcEmbeddedServer grpc = context.getBean(GrpcEmbeddedServer.class);
    listen(context, grpc, grpcPort); // before the pages, whose start would start it too
    EmbeddedServer http =
        context.getBeansOfType(EmbeddedServer.class).stream()
            .filter(server -> !(server instanceof GrpcEmbeddedServer))
            .findFirst()
            .orElseThrow();
    listen(context, http, httpPort);
    announce(http.getPort(), grpc.getPort());
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

  private void listen(ApplicationContext context, EmbeddedServer server, int port) {
    try {
      server.start();
    } catch (RuntimeException failed) {
      context.close();
      throw TakenPort.isMeant(failed) ? PORT_TAKEN.at(host + ":" + port).asException() : failed;
    }
  }

  private static int free(int port) {
    return port == 0 ? -1 : port; // Micronaut takes any free port for -1
  }

  private void announce(int http, int grpc) throws IOException {
    Path run = options.data().resolve("run");
    Files.createDirectories(run);
    Path next = run.resolve("ports.json.next");
    Files.writeString(next, "{\"http\":" + http + ",\"grpc\":" + grpc + "}\n");
    Files.move(next, run.resolve("ports.json"), StandardCopyOption.REPLACE_EXISTING);
    LOG.info("server.ready http={} grpc={}", http, grpc);
    System.out.println("http://" + host + ":" + http + "/  grpc " + host + ":" + grpc);
  }
}
