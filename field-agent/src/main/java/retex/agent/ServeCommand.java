package retex.agent;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.agent.vault.LaptopOptions;

/** Serves the pages on the loopback interface until it is stopped. */
@Command(
    name = "serve",
    description = "Serve the pages on 127.0.0.1 until stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Option(
      names = {"--port", "--http-port"},
      paramLabel = "N",
      defaultValue = "8470",
      description = "Port on 127.0.0.1; 0 takes any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Serving.untilStopped(options.data(), port, System.out::println);
    return 0;
  }
}
