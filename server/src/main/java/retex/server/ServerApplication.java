package retex.server;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import retex.refusal.RefusedException;
import retex.server.access.AccountCommand;
import retex.server.bundle.ExportBundleCommand;
import retex.server.bundle.ImportBundleCommand;
import retex.server.catalogue.CatalogueCommand;
import retex.server.catalogue.ConsentCommand;
import retex.server.device.AuthorityRotateCommand;
import retex.server.device.DeviceRevokeCommand;
import retex.server.device.DeviceScopeCommand;
import retex.server.device.DeviceTokenCommand;
import retex.server.device.DevicesCommand;
import retex.server.escrow.EscrowCommand;
import retex.server.feedback.FeedbackCommand;
import retex.server.person.PersonCommand;
import retex.server.policy.PolicyCommand;
import retex.server.redaction.RedactCommand;
import retex.server.release.EraseCommand;
import retex.server.review.RecordsCommand;
import retex.server.web.Words;

/** The central server's process: one command of the list below. */
@OpenAPIDefinition(info = @Info(title = "Retex headquarters", version = "1"))
@Command(
    name = "retex server",
    description = "Headquarters: receive, review, redact, release.",
    subcommands = {
      ServeCommand.class,
      AccountCommand.class,
      CatalogueCommand.class,
      ConsentCommand.class,
      DeviceTokenCommand.class,
      DeviceRevokeCommand.class,
      DeviceScopeCommand.class,
      DevicesCommand.class,
      AuthorityRotateCommand.class,
      EscrowCommand.class,
      PersonCommand.class,
      RecordsCommand.class,
      RedactCommand.class,
      FeedbackCommand.class,
      PolicyCommand.class,
      EraseCommand.class,
      ImportBundleCommand.class,
      ExportBundleCommand.class,
      VerifyCommand.class,
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ServerApplication {

  private ServerApplication() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command to its end. Exit code 0: done; 1: refused or failed; 2: wrong usage. */
  public static int run(String... arguments) {
    var line = new CommandLine(new ServerApplication());
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    return line.execute(arguments);
  }

  private static int failed(Exception failure) {
    for (Throwable cause : causes(failure)) {
      if (cause instanceof RefusedException refused) {
        System.err.println(Words.in(Locale.getDefault().getLanguage()).say(refused.refusal()));
        System.err.println("(" + refused.refusal().code().name() + ")");
        return 1;
      }
    }
    // a bug: its place is told, never what was being read
    for (Throwable cause : causes(failure)) {
      System.err.println(cause.getClass().getName() + wiring(cause));
      for (StackTraceElement frame : cause.getStackTrace()) {
        System.err.println("  at " + frame);
      }
    }
    return 1;
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
