package retex.server.bundle;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.contract.DeviceId;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.server.bundle.Bundles.Taken;
import retex.server.bundle.HeadquartersAnswer.Written;
import retex.server.console.Console;
import retex.server.console.ServerOptions;
import retex.server.web.Words;

/** Takes bundles of laptops and writes an answer for each laptop. */
@Command(
    name = "import-bundle",
    description = {
      "Take bundles of laptops, in any order, and write the answer for each laptop beside them.",
      "Taking one again changes nothing and writes the answer again."
    },
    mixinStandardHelpOptions = true)
public final class ImportBundleCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Bundles")
  private List<Path> files = List.of();

  @Option(
      names = "--answer-to",
      paramLabel = "DIR",
      description = "Folder for the answers (default: where the first bundle lies)")
  private @Nullable @org.jspecify.annotations.Nullable Path answers;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Bundles bundles = context.getBean(Bundles.class);
      Words words = options.words();
      Console console = options.console(context);
      var lines = new ArrayList<Line>();
      Map<DeviceId, Path> devices = new LinkedHashMap<>();
      for (Path file : files) {
        lines.add(take(bundles, words, file, devices));
      }
      Path folder =
          Optional.ofNullable(answers)
              .or(() -> Optional.ofNullable(files.get(0).toAbsolutePath().getParent()))
              .orElse(Path.of("."));
      var written = new ArrayList<Written>();
      for (DeviceId device : devices.keySet()) {
        written.add(HeadquartersAnswer.write(bundles, device, folder, options.actor()));
      }
      if (options.json()) {
        console.json(new Report(lines, written));
      } else {
        lines.forEach(line -> console.line(line.file() + ": " + line.sentence()));
        written.forEach(it -> console.line(words.say("bundle.answer.written", it.file())));
      }
      return lines.stream().allMatch(it -> it.code().isEmpty()) ? 0 : 1;
    }
  }

  private Line take(Bundles bundles, Words words, Path file, Map<DeviceId, Path> devices) {
    String name = String.valueOf(file.getFileName());
    try {
      Taken taken = bundles.take(file, options.actor());
      devices.putIfAbsent(taken.device(), file);
      return Line.of(name, taken, words);
    } catch (RefusedException refused) {
      return Line.of(name, refused.refusal(), words);
    }
  }

  /** What a program reads. */
  @Serdeable
  record Report(List<Line> bundles, List<Written> answers) {}

  /** What became of one file; {@code code} is empty where it was taken. */
  @Serdeable
  record Line(
      String file,
      String device,
      long fresh,
      long upTo,
      int waiting,
      int damaged,
      int files,
      long fileBytes,
      int filesRefused,
      int filesLacking,
      long fileBytesLacking,
      String code,
      String sentence) {

    static Line of(String file, Taken it, Words words) {
      String code = it.stopped().map(stop -> stop.why().code().name()).orElse("");
      return new Line(
          file,
          it.device().hex(),
          it.fresh(),
          it.upTo(),
          it.waiting(),
          it.damaged(),
          it.files(),
          it.fileBytes(),
          it.filesRefused(),
          it.lacking().files(),
          it.lacking().bytes(),
          code,
          sentence(it, words));
    }

    static Line of(String file, Refusal why, Words words) {
      return new Line(file, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, why.code().name(), words.say(why));
    }

    static String sentence(Taken it, Words words) {
      String said =
          words.say(
              isNothing(it) ? "bundle.taken.nothing" : "bundle.taken",
              it.fresh(),
              it.upTo(),
              it.keptAside());
      String waiting = it.waiting() == 0 ? "" : " " + words.say("bundle.waiting", it.waiting());
      String damaged = it.damaged() == 0 ? "" : " " + words.say("bundle.damaged", it.damaged());
      String stopped = it.stopped().map(stop -> " " + words.say(stop.why())).orElse("");
      return said + files(it, words) + waiting + damaged + stopped;
    }

    private static boolean isNothing(Taken it) {
      return it.fresh() == 0 && it.fileBytes() == 0 && it.waiting() == 0;
    }

    private static String files(Taken it, Words words) {
      boolean isSilent = it.fileBytes() == 0 && it.filesRefused() == 0 && it.lacking().files() == 0;
      return isSilent
          ? ""
          : " "
              + words.say(
                  "bundle.files",
                  it.files(),
                  it.fileBytes() / 1_000.0,
                  it.filesRefused(),
                  it.lacking().files(),
                  it.lacking().bytes() / 1_000.0);
    }
  }
}
