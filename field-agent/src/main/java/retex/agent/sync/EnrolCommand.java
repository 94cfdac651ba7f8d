package retex.agent.sync;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Given given = new Given();

  @Option(
      names = "--name",
      defaultValue = "",
      description = "Name of this laptop, as people will see it")
  private String name = "";

  /** The token, as text or in a picture. */
  static final class Given {

    @Option(names = "--token", paramLabel = "T", description = "One-time token")
    private String token = "";

    @Option(
        names = "--token-picture",
        paramLabel = "FILE",
        description = "A picture of headquarters' QR code, which holds it")
    private Path picture = Path.of("");

    String token() {
      return token.isEmpty() ? TokenPicture.read(picture) : token;
    }
  }

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      context.getBean(Enrol.class).run(server, given.token(), name);
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
