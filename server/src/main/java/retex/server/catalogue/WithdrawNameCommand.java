package retex.server.catalogue;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.server.access.OfficerOption;
import retex.server.console.ServerOptions;

/** Protects a name no longer, one person asking and another agreeing, each by name and password. */
@Command(
    name = "withdraw-name",
    description = {
      "Protect a name no longer that was imported by mistake.",
      "One person asks with --reason; another runs it again with --confirm, or --drop.",
      "A name that records brought stays protected.",
      "The officer's password is asked for or taken from RETEX_PASSWORD."
    },
    mixinStandardHelpOptions = true)
final class WithdrawNameCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();
  @Mixin private OfficerOption officer = new OfficerOption();

  @Parameters(paramLabel = "NAME", description = "The name, as it was imported")
  private String name = "";

  @Option(names = "--reason", defaultValue = "", description = "Why it needs no protection")
  private String reason = "";

  @Option(names = "--confirm", description = "Agree to what another asked for")
  private boolean confirm;

  @Option(names = "--drop", description = "Let it stay protected")
  private boolean drop;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      String actor = officer.signIn(context);
      NameWithdrawals withdrawals = context.getBean(NameWithdrawals.class);
      String done;
      if (confirm) {
        withdrawals.confirm(name, actor);
        done = "names.done";
      } else if (drop) {
        withdrawals.drop(name, actor);
        done = "names.dropped";
      } else {
        withdrawals.ask(name, reason, actor);
        done = "names.asked";
      }
      options.console(context).line(options.words().say(done));
      return 0;
    }
  }
}
