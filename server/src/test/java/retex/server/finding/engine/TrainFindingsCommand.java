package retex.server.finding.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the models of remarks that ship. */
@Command(
    name = "train-findings",
    description = {
      "Train the models of topic, skill and praise from the labelled remarks and the vocabulary, and",
      "write them into the server's resources."
    },
    mixinStandardHelpOptions = true)
public final class TrainFindingsCommand implements Callable<Integer> {

  @Option(names = "--home", description = "Folder of the project; default: this one")
  private Path home = Path.of(System.getProperty("retex.home", "."));

  @Override
  public Integer call() throws IOException {
    Path remarks = home.resolve("server/src/test/resources/finding/train");
    for (String language : List.of("en", "fr")) {
      Path model =
          home.resolve("server/src/main/resources/vocabulary/remarks_" + language + ".bin");
      RemarkModel trained = new RemarkTrainer(language).trained(remarks);
      try (var out = new BufferedOutputStream(Files.newOutputStream(model))) {
        trained.write(out);
      }
      System.out.printf(Locale.ROOT, "%s: %,d bytes%n", model.getFileName(), Files.size(model));
    }
    return 0;
  }
}
