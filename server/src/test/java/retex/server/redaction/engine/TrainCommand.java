package retex.server.redaction.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the sentence models that ship, or measures them on sentences they have not seen. */
@Command(
    name = "train-redaction",
    description = {
      "Train the sentence models from the labelled sentences and write them into the server's",
      "resources; or with --folds N measure them: each sentence by a model that has not seen it."
    },
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

  @Option(names = "--folds", description = "Measure with so many folds instead of writing")
  private int folds;

  @Option(names = "--home", description = "Folder of the project; default: this one")
  private Path home = Path.of(System.getProperty("retex.home", "."));

  @Override
  public Integer call() throws IOException {
    Path sentences = home.resolve("server/src/test/resources/redaction/train");
    for (String language : List.of("en", "fr")) {
      if (folds > 0) {
        System.out.printf("%n### %s%n%n%s", language, Folds.of(sentences, language, folds));
      } else {
        Path model = home.resolve("server/src/main/resources/redaction/model_" + language + ".bin");
        try (var out = new BufferedOutputStream(Files.newOutputStream(model))) {
          new SentenceTrainer(language, sentences).trained().write(out);
        }
        System.out.printf(Locale.ROOT, "%s: %,d bytes%n", model.getFileName(), Files.size(model));
      }
    }
    return 0;
  }
}
