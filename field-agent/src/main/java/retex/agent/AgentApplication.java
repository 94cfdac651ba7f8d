package retex.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import retex.agent.bundle.CarryCommand;
import retex.agent.bundle.ExportBundleCommand;
import retex.agent.bundle.ImportBundleCommand;
import retex.agent.entry.ImportCommand;
import retex.agent.entry.ListCommand;
import retex.agent.entry.ShowCommand;
import retex.agent.signoff.SignCommand;
import retex.agent.sync.EnrolCommand;
import retex.agent.sync.StatusCommand;
import retex.agent.sync.SyncCommand;
import retex.agent.team.TeamCommand;
import retex.agent.vault.RecoverCommand;
import retex.agent.vault.UserCommand;
import retex.agent.web.WebRefusal;
import retex.agent.web.Words;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/** The field agent's process: one command of the list below. */
@Command(
    name = "retex agent",
    description =
        "The evaluator's laptop: record without a network, synchronise when there is one.",
    subcommands = {
      ServeCommand.class,
      ImportCommand.class,
      ListCommand.class,
      ShowCommand.class,
      EnrolCommand.class,
      SyncCommand.class,
      StatusCommand.class,
      ExportBundleCommand.class,
      ImportBundleCommand.class,
      CarryCommand.class,
      UserCommand.class,
      RecoverCommand.class,
      TeamCommand.class,
      SignCommand.class,
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AgentApplication {

  private AgentApplication() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command to its end. Exit code 0: done; 1: refused or failed; 2: wrong usage. */
  public static int run(String... arguments) {
    var line = new CommandLine(new AgentApplication());
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    return line.execute(arguments);
  }

  /** Says what was refused or where it failed; answers the exit code. */
  static int failed(Exception failure) {
    for (Throwable cause : causes(failure)) {
      Optional<Refusal> refusal = refusal(cause);
      if (refusal.isPresent()) {
        System.err.println(Words.in(Locale.getDefault().getLanguage()).say(refusal.get()));
        System.err.println("(" + refusal.get().code().name() + ")");
        return 1;
      }
    }
    // a bug: its place is told, never what was being written
    for (Throwable cause : causes(failure)) {
      System.err.println(cause.getClass().getName() + wiring(cause));
      for (StackTraceElement frame : cause.getStackTrace()) {
        System.err.println("  at " + frame);
      }
    }
    return 1;
  }

  private static Optional<Refusal> refusal(Throwable cause) {
    return cause instanceof RefusedException refused
        ? Optional.of(refused.refusal())
        : WebRefusal.ofDisk(cause).map(it -> it.at(""));
  }

  /** The message of a fault in wiring, which is written before any record is read. */
  private static String wiring(Throwable cause) {
    return cause.getClass().getName().startsWith("io.micronaut.context.")
        ? ": " + cause.getMessage()
        : "";
  }

  private static List<Throwable> causes(Throwable failure) {
    var causes = new ArrayList<Throwable>();
    for (Throwable at = failure; at != null && !causes.contains(at); at = at.getCause()) {
      causes.add(at);
    }
    return causes;
  }
}
