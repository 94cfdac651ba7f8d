package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.PASSPHRASE_MISSING;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The way back into a laptop whose passphrase is lost, with the help of headquarters. */
@Command(
    name = "recover",
    description = {
      "A lost passphrase: write a request for headquarters, then take its answer.",
      "The new passphrase is RETEX_NEW_PASSPHRASE. Only possible after enrolment."
    },
    mixinStandardHelpOptions = true)
public final class RecoverCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Parameters(index = "0", paramLabel = "request|answer", description = "Which step")
  private Step step = Step.request;

  @Parameters(index = "1", paramLabel = "FILE", description = "The request to write, or the answer")
  private Path file = Path.of("-");

  /** The two steps; the words are those typed. */
  enum Step {
    request,
    answer
  }

  @Override
  public Integer call() {
    Map<String, Object> properties =
        Map.of("retex.data", options.data().toString(), "retex.command", "true");
    try (ApplicationContext context =
        ApplicationContext.builder().properties(properties).banner(false).start()) {
      Escrows escrows = context.getBean(Escrows.class);
      if (step == Step.request) {
        escrows.request(file);
      } else {
        String next = System.getenv().getOrDefault("RETEX_NEW_PASSPHRASE", "");
        if (next.isBlank()) {
          throw PASSPHRASE_MISSING.at("RETEX_NEW_PASSPHRASE").asException();
        }
        UnlockPage.refuseWeak(next, next);
        escrows.answer(file, next.toCharArray());
      }
      options.console(context).line(options.words().say("recover." + step));
      return 0;
    }
  }
}
