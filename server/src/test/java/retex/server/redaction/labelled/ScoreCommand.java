package retex.server.redaction.labelled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the figures of the parts of the labelled set as tables of Markdown. */
@Command(
    name = "score-redaction",
    description = "Measure the redaction on the labelled texts; print tables of Markdown.",
    mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {

  @Option(names = "--texts", description = "Folder of the parts; default: those of this project")
  private Path texts =
      Path.of(System.getProperty("retex.home", "."), "server/src/test/resources/redaction");

  @Option(names = "--part", description = "One of them; default: ${DEFAULT-VALUE}")
  private List<String> parts =
      List.of(
          "dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8", "dev9", "dev10", "test");

  @Override
  public Integer call() throws IOException {
    for (String part : parts) {
      Path out = Files.createTempDirectory("retex-score");
      System.out.printf("%n### %s%n%n%s", part, Score.of(texts.resolve(part), out).markdown());
    }
    return 0;
  }
}
