package retex.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import retex.bench.ingest.IngestBench;
import retex.bench.sync.SurviveBench;
import retex.bench.sync.SyncBench;
import retex.server.feedback.FeedbackBench;
import retex.server.finding.engine.TrainFindingsCommand;
import retex.server.redaction.engine.TrainCommand;
import retex.server.redaction.labelled.ScoreCommand;
import retex.server.redaction.labelled.TabCommand;

/**
 * The benchmarks, one subcommand each. Each measures us and a peer or a limit in the same run,
 * prints a table with ratios, and with {@code --json FILE} writes the same figures for programs.
 */
@Command(
    name = "retex bench",
    description = "Measure side by side with a peer or a limit.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AgentBench.class,
      FeedbackBench.class,
      IngestBench.class,
      KillsBench.class,
      RedactionBench.class,
      SavesBench.class,
      ScoreCommand.class,
      SurviveBench.class,
      SyncBench.class,
      TabCommand.class,
      TrainCommand.class,
      TrainFindingsCommand.class
    })
public final class Bench {

  private Bench() {}

  public static void main(String[] arguments) {
    var line = new CommandLine(new Bench());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println("retex bench: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(arguments));
  }
}
