package retex.server;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.server.audit.Audit;
import retex.server.console.Console;
import retex.server.console.ServerOptions;
import retex.server.record.ChainCheck;

/** Goes through everything stored and says what is wrong with it. */
@Command(
    name = "verify",
    description = "Verify every log, payload, tombstone and the audit log.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      ChainCheck.Result result = context.getBean(ChainCheck.class).run();
      boolean audited = context.getBean(Audit.class).verify().isEmpty();
      Console console = options.console(context);
      if (options.json()) {
        console.json(
            new Report(result.logs(), result.entries(), result.erased(), result.faults(), audited));
      } else {
        console.line(
            options.words().say("verify.done", result.logs(), result.entries(), result.erased()));
        result.faults().forEach(console::line);
        console.line(options.words().say(audited ? "audit.sound" : "audit.broken"));
      }
      return result.faults().isEmpty() && audited ? 0 : 1;
    }
  }

  /** What a program reads. */
  @Serdeable
  record Report(int logs, long entries, long erased, List<String> faults, boolean audit) {}
}
