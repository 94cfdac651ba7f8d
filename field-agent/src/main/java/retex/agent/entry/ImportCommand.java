package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.FILE_UNREADABLE;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.agent.console.Console;
import retex.agent.vault.LaptopOptions;
import retex.agent.web.Words;

/** Takes records from a file of JSON lines. */
@Command(
    name = "import",
    description = {
      "Submit the records of a file of JSON lines.",
      "One bad line refuses the whole file, unless --keep-going."
    },
    mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Parameters(paramLabel = "FILE", description = "File of JSON lines")
  private Path file = Path.of("-");

  @Option(names = "--draft", description = "Keep the records as drafts; submit nothing")
  private boolean draft;

  @Option(names = "--keep-going", description = "Take the good lines and list those left out")
  private boolean keepGoing;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Words words = options.words();
      Console console = options.console(context);
      Path folder = Path.of("").toAbsolutePath().resolve(file).resolveSibling("");
      FileImport.Outcome outcome =
          context.getBean(FileImport.class).run(lines(), folder, draft, keepGoing);
      if (options.json()) {
        console.json(Report.of(outcome, words));
      } else {
        outcome.problems().stream()
            .map(problem -> words.say("import.problem", problem.line(), words.say(problem.why())))
            .forEach(console::line);
        console.line(
            words.say(
                outcome.isRefused() ? "import.refused" : "import.done",
                outcome.taken().size(),
                outcome.alreadyThere().size(),
                outcome.badLines()));
      }
      return outcome.problems().isEmpty() ? 0 : 1;
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw FILE_UNREADABLE.at(String.valueOf(file.getFileName())).asException();
    }
  }

  /** What a program reads. */
  @Serdeable
  record Report(List<String> imported, List<String> alreadyThere, List<Problem> problems) {

    static Report of(FileImport.Outcome outcome, Words words) {
      return new Report(
          outcome.taken(),
          outcome.alreadyThere(),
          outcome.problems().stream()
              .map(
                  one ->
                      new Problem(
                          one.line(),
                          one.why().where(),
                          one.why().code().name(),
                          words.say(one.why())))
              .toList());
    }
  }

  /** One thing wrong with one line. */
  @Serdeable
  record Problem(int line, String field, String code, String reason) {}
}
