package retex.server.catalogue;

import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.server.access.OfficerOption;
import retex.server.console.ServerOptions;
import retex.server.web.Words;

/** Protects a name no longer, one person asking and another agreeing, each by name and password. */
@Command(
    name = "withdraw-name",
    description = {
      "Protect a name no longer that was imported by mistake.",
      "One person asks with --reason, the name in a line of standard input, and is told the request;",
      "another runs it again with --confirm REQUEST, or --drop REQUEST, once the page was read.",
      "A name that records brought stays protected.",
      "The officer's password is asked for or taken from RETEX_PASSWORD."
    },
    mixinStandardHelpOptions = true)
final class WithdrawNameCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();
  @Mixin private OfficerOption officer = new OfficerOption();

  @Option(names = "--reason", defaultValue = "", description = "Why it needs no protection")
  private String reason = "";

  @Option(
      names = "--confirm",
      defaultValue = "",
      paramLabel = "REQUEST",
      description = "Agree to what another asked for")
  private String confirm = "";

  @Option(
      names = "--drop",
      defaultValue = "",
      paramLabel = "REQUEST",
      description = "Let it stay protected")
  private String drop = "";

  @Override
  public Integer call() throws IOException {
    try (ApplicationContext context = options.open()) {
      String actor = officer.signIn(context);
      NameWithdrawals withdrawals = context.getBean(NameWithdrawals.class);
      Words words = options.words();
      String done;
      if (!confirm.isEmpty()) {
        withdrawals.confirm(confirm, actor);
        done = words.say("names.done");
      } else if (!drop.isEmpty()) {
        withdrawals.drop(drop, actor);
        done = words.say("names.dropped");
      } else {
        done = words.say("names.asked") + " " + withdrawals.ask(line(), reason, actor);
      }
      options.console(context).line(done);
      return 0;
    }
  }

  /** The name, which no list of programs that run must show. */
  private static String line() throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }
}
