package retex.agent.bundle;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.agent.bundle.Bundles.Exported;
import retex.agent.bundle.Bundles.Order;
import retex.agent.bundle.Bundles.Part;
import retex.agent.bundle.FilesUnderWay.Load;
import retex.agent.console.Console;
import retex.agent.console.Telling;
import retex.agent.vault.LaptopOptions;
import retex.agent.web.Words;

/** Writes what waits into a file for headquarters. */
@Command(
    name = "export-bundle",
    description = {
      "Write what waits into sealed files that only headquarters can read.",
      "They may travel by any hand, in parts, in any order, twice."
    },
    mixinStandardHelpOptions = true)
public final class ExportBundleCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Option(
      names = "--to",
      paramLabel = "DIR|FILE",
      defaultValue = ".",
      description = "Where to write (default: the current folder)")
  private Path to = Path.of(".");

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Largest part, such as 700K, 100M or 4G (default: one part)")
  private ByteSize most = ByteSize.ANY;

  @Option(
      names = "--continue",
      description = "Begin after the last export: for the next stick of several")
  private boolean goOn;

  @Option(
      names = "--records-only",
      description = "Leave photographs and documents out; older headquarters take no others")
  private boolean recordsOnly;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Words words = options.words();
      Console console = options.console(context);
      Bundles bundles = context.getBean(Bundles.class);
      MediumProgress progress = context.getBean(MediumProgress.class);
      Exported exported =
          Telling.during(
              () -> options.json() ? Optional.empty() : progress.sentence(words),
              () -> bundles.export(to, new Order(most.bytes(), goOn, recordsOnly)));
      Load load = bundles.files();
      String code = exported.why().map(it -> it.code().name()).orElse("");
      if (options.json()) {
        console.json(Report.of(exported, load, code));
      } else {
        for (Part part : exported.parts()) {
          console.line(sentence(part, words));
        }
        exported.why().ifPresent(why -> console.line(words.say(why)));
        if (load.left() > 0) {
          console.line(words.say("bundle.files.left", load.left(), load.leftBytes() / 1_000.0));
        }
        console.line(words.say(exported.isAll() ? "bundle.exported.all" : "bundle.exported.more"));
      }
      return exported.why().isEmpty() ? 0 : 1;
    }
  }

  static String sentence(Part part, Words words) {
    String entries =
        part.last() < part.first()
            ? words.say("bundle.exported.none", part.file(), part.bytes())
            : words.say("bundle.exported", part.file(), part.first(), part.last(), part.bytes());
    return part.files() == 0
        ? entries
        : entries
            + " "
            + words.say("bundle.exported.files", part.files(), part.fileBytes() / 1_000.0);
  }

  /**
   * What a program reads; {@code code} says why not all was written, where it was not. Photographs
   * and documents that wait for an answer, and those of them that are in no bundle yet.
   */
  @Serdeable
  record Report(
      List<Part> parts,
      boolean all,
      String code,
      int filesWaiting,
      long fileBytesWaiting,
      int filesLeft,
      long fileBytesLeft) {

    static Report of(Exported it, Load load, String code) {
      return new Report(
          it.parts(), it.isAll(), code, load.files(), load.bytes(), load.left(), load.leftBytes());
    }
  }
}
