package retex.agent.sync;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.agent.console.Console;
import retex.agent.vault.LaptopOptions;

/** Makes this laptop known to a server. */
@Command(
    name = "enrol",
    description = "Make this laptop known to a server with a one-time token.",
    mixinStandardHelpOptions = true)
public final class EnrolCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Option(names = "--server", paramLabel = "H:N", required = true, description = "Server's address")
  private String server = "";

  @Option(names = "--token", paramLabel = "T", required = true, description = "One-time token")
  private String token = "";

  @Option(
      names = "--name",
      defaultValue = "",
      description = "Name of this laptop, as people will see it")
  private String name = "";

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      context.getBean(Enrol.class).run(server, token, name);
      Console console = options.console(context);
      SyncStatus status = context.getBean(Sync.class).status();
      if (options.json()) {
        console.json(status);
      } else {
        console.line(options.words().say("sync.enrolled", server, status.device()));
      }
      return 0;
    }
  }
}
