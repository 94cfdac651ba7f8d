package retex.agent.sync;

import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.agent.console.Console;
import retex.agent.vault.Escrows;
import retex.agent.vault.LaptopOptions;
import retex.agent.web.Dates;
import retex.agent.web.Words;

/** Tells where the laptop stands with headquarters. */
@Command(
    name = "status",
    description = "Tell what waits, what headquarters has, and when it was last reached.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      SyncStatus status = context.getBean(Sync.class).status();
      Console console = options.console(context);
      if (options.json()) {
        console.json(status);
        return 0;
      }
      Words words = options.words();
      String server = status.server();
      String contact = status.lastContact();
      console.line(words.say("status.device", status.device()));
      console.line(server == null ? words.say("status.alone") : words.say("status.server", server));
      console.line(words.say("status.pending", status.pending(), status.acknowledged()));
      if (status.teamFiles() > 0) {
        console.line(FileWords.waiting(status.teamFiles(), status.teamFileBytes(), words));
      }
      console.line(
          contact == null
              ? words.say("status.never")
              : words.say("status.contact", Dates.minute(Instant.parse(contact), words)));
      console.line(words.say("status.hours", status.hours().isEmpty() ? 0 : 1, status.hours()));
      console.line(words.say("status.metered", status.metered() ? 1 : 0));
      console.line(words.say("status.proxy", status.proxy().isEmpty() ? 0 : 1, status.proxy()));
      console.line(
          context
              .getBean(Escrows.class)
              .key()
              .map(key -> words.say("users.escrow.there", key))
              .orElseGet(() -> words.say("users.escrow.none")));
      return 0;
    }
  }
}
