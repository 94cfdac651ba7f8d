package retex.server.bundle;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.contract.DeviceId;
import retex.server.bundle.HeadquartersAnswer.Written;
import retex.server.console.Console;
import retex.server.console.ServerOptions;

/** Writes what waits for a laptop, without a new bundle of it. */
@Command(
    name = "export-bundle",
    description = "Write what waits for a laptop from which a bundle has come before.",
    mixinStandardHelpOptions = true)
public final class ExportBundleCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "DEVICE", description = "The laptop's id: 32 hexadecimal digits")
  private String device = "";

  @Option(
      names = "--to",
      paramLabel = "DIR|FILE",
      defaultValue = ".",
      description = "Where to write (default: the current folder)")
  private Path to = Path.of(".");

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Written written =
          HeadquartersAnswer.write(
              context.getBean(Bundles.class), DeviceId.parse(device), to, options.actor());
      Console console = options.console(context);
      if (options.json()) {
        console.json(written);
      } else {
        console.line(options.words().say("bundle.answer.written", written.file()));
      }
      return 0;
    }
  }
}
