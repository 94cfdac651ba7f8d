package retex.server.release;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.contract.RecordId;
import retex.server.access.AccessRefusal;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;
import retex.server.console.ServerOptions;

/** Erases a record, one officer asking and another agreeing, each by name and password. */
@Command(
    name = "erase",
    description = {
      "Erase a record's payloads; signed tombstones are left and chains still verify.",
      "One officer asks with --reason; another runs it again with --confirm, or --drop.",
      "The officer's password is asked for or taken from RETEX_PASSWORD."
    },
    mixinStandardHelpOptions = true)
public final class EraseCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "RECORD", description = "Record id")
  private String record = "";

  @Option(names = "--officer", required = true, description = "Account of the officer who acts")
  private String officer = "";

  @Option(names = "--reason", defaultValue = "", description = "Why it is to be erased")
  private String reason = "";

  @Option(names = "--confirm", description = "Agree to an erasure that another asked for")
  private boolean confirm;

  @Option(names = "--drop", description = "Keep the record")
  private boolean drop;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Account account = context.getBean(Accounts.class).signIn(officer, password(), "command");
      if (!account.has(Role.RELEASE_OFFICER) && !account.has(Role.ADMINISTRATOR)) {
        throw AccessRefusal.ROLE_MISSING.at("officer").asException();
      }
      ErasureRequests requests = context.getBean(ErasureRequests.class);
      RecordId id = RecordId.parse(record);
      String done;
      if (confirm) {
        requests.confirm(id, account.name());
        done = "erasure.done";
      } else if (drop) {
        requests.drop(id, account.name());
        done = "erasure.dropped";
      } else {
        requests.ask(id, reason, account.name());
        done = "erasure.asked";
      }
      options.console(context).line(options.words().say(done, record));
      return 0;
    }
  }

  private static String password() {
    String given = System.getenv("RETEX_PASSWORD");
    if (given != null) {
      return given;
    }
    var terminal = System.console();
    if (terminal == null) {
      throw AccessRefusal.SIGN_IN_WRONG.at("RETEX_PASSWORD").asException();
    }
    return String.valueOf(terminal.readPassword("Password: "));
  }
}
