package retex.server.release;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.contract.RecordId;
import retex.server.access.OfficerOption;
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
  @Mixin private OfficerOption officer = new OfficerOption();

  @Parameters(paramLabel = "RECORD", description = "Record id")
  private String record = "";

  @Option(names = "--reason", defaultValue = "", description = "Why it is to be erased")
  private String reason = "";

  @Option(names = "--confirm", description = "Agree to an erasure that another asked for")
  private boolean confirm;

  @Option(names = "--drop", description = "Keep the record")
  private boolean drop;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      String actor = officer.signIn(context);
      ErasureRequests requests = context.getBean(ErasureRequests.class);
      RecordId id = RecordId.parse(record);
      String done;
      if (confirm) {
        requests.confirm(id, actor);
        done = "erasure.done";
      } else if (drop) {
        requests.drop(id, actor);
        done = "erasure.dropped";
      } else {
        requests.ask(id, reason, actor);
        done = "erasure.asked";
      }
      options.console(context).line(options.words().say(done, record));
      return 0;
    }
  }
}
