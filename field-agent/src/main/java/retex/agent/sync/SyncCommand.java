package retex.agent.sync;

import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.agent.console.Console;
import retex.agent.console.Telling;
import retex.agent.vault.LaptopOptions;
import retex.refusal.RefusedException;

/** Synchronises once. */
@Command(
    name = "sync",
    description = "Send what waits and receive what is new, once.",
    mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Option(names = "--records-only", description = "Leave photographs and documents for later")
  private boolean recordsOnly;

  @Option(
      names = "--file-bytes",
      paramLabel = "BYTES",
      description = "Send at most so many bytes of photographs and documents this time")
  private long fileBytes = Long.MAX_VALUE;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Console console = options.console(context);
      List<UnderWay> underWay = List.copyOf(context.getBeansOfType(UnderWay.class));
      Sync sync = context.getBean(Sync.class);
      SyncReport report;
      try {
        report =
            Telling.during(
                () -> options.json() ? Optional.empty() : progress(underWay),
                () -> sync.run(recordsOnly ? 0 : fileBytes));
      } catch (RefusedException refused) {
        if (options.json()) { // what did cross; the sentence goes to the error output
          console.json(sync.report().because(refused.refusal().code().name()));
        }
        throw refused;
      }
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
      String after = FileWords.after(report, options.words());
      if (!options.json() && !after.isEmpty()) {
        console.line(after);
      }
      return 0;
    }
  }

  private Optional<String> progress(List<UnderWay> underWay) {
    return BudgetPages.sentence(underWay, options.words());
  }
}
