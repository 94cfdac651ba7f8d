package retex.agent.bundle;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import retex.agent.bundle.FilesUnderWay.Load;
import retex.agent.console.Console;
import retex.agent.vault.LaptopOptions;
import retex.agent.web.Words;
import retex.bundle.Answer;

/** Takes the answer of headquarters. */
@Command(
    name = "import-bundle",
    description = "Take the answer of headquarters: what arrived, and what waits for this laptop.",
    mixinStandardHelpOptions = true)
public final class ImportBundleCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Parameters(paramLabel = "FILE", description = "The answer")
  private Path file = Path.of("-");

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Bundles bundles = context.getBean(Bundles.class);
      Answer.Taken taken = bundles.take(file);
      Load load = bundles.files();
      Console console = options.console(context);
      if (options.json()) {
        console.json(
            new Report(
                taken.acknowledged(),
                taken.letters(),
                taken.changes(),
                taken.files(),
                taken.lacking(),
                load.files(),
                load.bytes(),
                taken.stopped().orElse("")));
      } else {
        console.line(sentence(taken, load, options.words()));
      }
      return taken.stopped().isEmpty() ? 0 : 1;
    }
  }

  static String sentence(Answer.Taken it, Load load, Words words) {
    String done = words.say("bundle.answer.taken", it.acknowledged(), it.letters(), it.changes());
    String files =
        it.files() == 0 && load.files() == 0
            ? ""
            : " "
                + words.say(
                    "bundle.answer.files", it.files(), load.files(), load.bytes() / 1_000.0);
    String lacking =
        it.lacking() == 0 ? "" : " " + words.say("bundle.answer.lacking", it.lacking());
    return done
        + files
        + lacking
        + it.stopped().map(why -> " " + words.say("bundle.stopped", why)).orElse("");
  }

  /**
   * What a program reads; photographs and documents that arrived, entries of earlier logs that
   * headquarters lost, files that wait.
   */
  @Serdeable
  record Report(
      long acknowledged,
      int letters,
      int changes,
      int files,
      long lacking,
      int filesWaiting,
      long fileBytesWaiting,
      String stopped) {}
}
