package retex.agent.bundle;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.agent.bundle.Bundles.Exported;
import retex.agent.bundle.Bundles.Part;
import retex.agent.console.Console;
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

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Words words = options.words();
      Console console = options.console(context);
      Exported exported = context.getBean(Bundles.class).export(to, most.bytes(), goOn);
      String code = exported.why().map(it -> it.code().name()).orElse("");
      if (options.json()) {
        console.json(new Report(exported.parts(), exported.isAll(), code));
      } else {
        for (Part part : exported.parts()) {
          console.line(sentence(part, words));
        }
        exported.why().ifPresent(why -> console.line(words.say(why)));
        console.line(words.say(exported.isAll() ? "bundle.exported.all" : "bundle.exported.more"));
      }
      return exported.why().isEmpty() ? 0 : 1;
    }
  }

  static String sentence(Part part, Words words) {
    return part.last() < part.first()
        ? words.say("bundle.exported.none", part.file(), part.bytes())
        : words.say("bundle.exported", part.file(), part.first(), part.last(), part.bytes());
  }

  /** What a program reads; {@code code} says why not all was written, where it was not. */
  @Serdeable
  record Report(List<Part> parts, boolean all, String code) {}
}
