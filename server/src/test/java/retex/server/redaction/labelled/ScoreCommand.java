package retex.server.redaction.labelled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the figures of both halves of the labelled set as tables of Markdown. */
@Command(
    name = "score-redaction",
    description = "Measure the redaction on the labelled texts; print tables of Markdown.",
    mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {

  @Option(names = "--texts", description = "Folder of the halves; default: those of this project")
  private Path texts =
      Path.of(System.getProperty("retex.home", "."), "server/src/test/resources/redaction");

  @Override
  public Integer call() throws IOException {
    for (String half : List.of("dev", "test")) {
      Path out = Files.createTempDirectory("retex-score");
      System.out.printf("%n### %s%n%n%s", half, Score.of(texts.resolve(half), out).markdown());
    }
    return 0;
  }
}
