package retex.agent.sync;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.agent.console.Console;
import retex.agent.vault.LaptopOptions;

/** Synchronises once. */
@Command(
    name = "sync",
    description = "Send what waits and receive what is new, once.",
    mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      SyncReport report = context.getBean(Sync.class).run();
      Console console = options.console(context);
      if (options.json()) {
        console.json(report);
      } else {
        console.line(
            options
                .words()
                .say(
                    "sync.done",
                    report.sent(),
                    report.acknowledged(),
                    report.letters(),
                    report.quarantined(),
                    report.seconds()));
      }
      return 0;
    }
  }
}
