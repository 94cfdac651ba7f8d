package retex.server.redaction.labelled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redactor;

/**
 * Prints what the redaction reaches on court cases that nobody here wrote, as the engine reads them
 * and as it reads remarks. The texts are not part of this project: without them it says so.
 */
@Command(
    name = "tab",
    description = "Measure the redaction on the Text Anonymization Benchmark; print Markdown.",
    mixinStandardHelpOptions = true)
public final class TabCommand implements Callable<Integer> {

  private static final String ENGLISH = "tab144.json";
  private static final String FRENCH = "fr_echr_manual.json";

  @Option(
      names = "--data",
      required = true,
      description = "Folder with " + ENGLISH + " and " + FRENCH)
  private Path data = Path.of(".");

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(data.resolve(ENGLISH))) {
      System.out.println(
          "Skipped: there is no "
              + ENGLISH
              + " in "
              + data
              + ". The texts are not part of this project.");
      return 0;
    }
    System.out.println("| texts | read as | direct | quasi | token precision |");
    System.out.println("|---|---|---:|---:|---:|");
    for (String part : List.of("dev", "train", "test")) {
      print(part, TabTexts.of(data.resolve(ENGLISH), List.of(part)), "en");
    }
    if (Files.isRegularFile(data.resolve(FRENCH))) {
      var all = List.of("dev", "train", "test");
      print("French pieces", TabTexts.of(data.resolve(FRENCH), all), "fr");
    }
    return 0;
  }

  private static void print(String name, TabTexts texts, String language) {
    var cases = Redactor.ofRemarksAndJudgments(Context.empty(), language);
    print(name, "judgments", texts, cases);
    print(name, "remarks", texts, new Redactor(Context.empty(), language));
  }

  private static void print(String name, String as, TabTexts texts, Redactor redactor) {
    TabTexts.Reached it =
        texts.reached(
            text ->
                redactor.redact(text).spans().stream()
                    .map(span -> new TabTexts.Place(span.from(), span.to()))
                    .toList());
    System.out.printf(
        Locale.ROOT,
        "| %s (%d) | %s | %s | %s | %.3f |%n",
        name,
        texts.size(),
        as,
        share(it.direct(), it.directRecall()),
        share(it.quasi(), it.quasiRecall()),
        it.tokenPrecision());
  }

  private static String share(int all, double recall) {
    return all == 0 ? "–" : String.format(Locale.ROOT, "%.3f", recall);
  }
}
