package retex.server.escrow;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.server.audit.Audit;
import retex.server.console.ServerOptions;

/** Groups the commands about the escrow of laptops whose passphrase is lost. */
@Command(
    name = "escrow",
    description = "Recovery of laptops whose passphrase is lost, by two people together.",
    subcommands = {EscrowCommand.Init.class, EscrowCommand.Recover.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class EscrowCommand {

  /** Where the two shares lie. */
  static final class Shares {
    @Option(names = "--first", paramLabel = "FILE", required = true, description = "First share")
    private Path first = Path.of("-");

    @Option(names = "--second", paramLabel = "FILE", required = true, description = "Second share")
    private Path second = Path.of("-");
  }

  /** Makes the key. */
  @Command(
      name = "init",
      description = {
        "Make the escrow key and write its two shares, each to another person's medium.",
        "The private key itself is kept nowhere; laptops enrolled from now on seal to it."
      },
      mixinStandardHelpOptions = true)
  static final class Init implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();
    @Mixin private Shares shares = new Shares();

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        String name = context.getBean(EscrowKey.class).init(shares.first, shares.second);
        context.getBean(Audit.class).write(options.actor(), "escrow.made", "key " + name, Map.of());
        options.console(context).line(options.words().say("escrow.made", name));
        return 0;
      }
    }
  }

  /** Answers a laptop's request. */
  @Command(
      name = "recover",
      description = "Answer a laptop's request for recovery; both shares are needed.",
      mixinStandardHelpOptions = true)
  static final class Recover implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();
    @Mixin private Shares shares = new Shares();

    @Option(names = "--request", paramLabel = "FILE", required = true, description = "The request")
    private Path request = Path.of("-");

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The answer")
    private Path out = Path.of("-");

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        String laptop =
            context.getBean(EscrowKey.class).recover(request, shares.first, shares.second, out);
        context
            .getBean(Audit.class)
            .write(options.actor(), "escrow.recovered", "device " + laptop, Map.of());
        options.console(context).line(options.words().say("escrow.answered", laptop));
        return 0;
      }
    }
  }
}
