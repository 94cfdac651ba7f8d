package retex.agent.bundle;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.agent.bundle.Pouch.Carried;
import retex.agent.console.Console;
import retex.agent.console.Telling;
import retex.agent.vault.LaptopOptions;
import retex.agent.web.Words;

/** Carries bundles of other laptops. */
@Command(
    name = "carry",
    description = {
      "Carry bundles of other laptops: keep them and hand them over at the next synchronisation.",
      "Without a file it lists what is carried."
    },
    mixinStandardHelpOptions = true)
public final class CarryCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Bundles to carry")
  private List<Path> files = List.of();

  @Option(
      names = "--give",
      paramLabel = "DIR",
      description = "Copy the answers that are carried into a folder")
  private @Nullable @org.jspecify.annotations.Nullable Path give;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Pouch pouch = context.getBean(Pouch.class);
      MediumProgress progress = context.getBean(MediumProgress.class);
      Telling.during(
          () -> options.json() ? Optional.empty() : progress.sentence(options.words()),
          () -> files.stream().map(pouch::carry).toList());
      List<String> given =
          Optional.ofNullable(give).map(pouch::give).orElse(List.of()).stream()
              .map(Path::toString)
              .toList();
      List<Carried> all = pouch.all();
      Console console = options.console(context);
      Words words = options.words();
      if (options.json()) {
        console.json(Report.of(all, given));
      } else {
        given.forEach(file -> console.line(words.say("bundle.given", file)));
        all.forEach(one -> console.line(sentence(one, words)));
        if (all.isEmpty()) {
          console.line(words.say("bundle.carry.none"));
        }
      }
      return 0;
    }
  }

  static String sentence(Carried it, Words words) {
    return switch (it.state()) {
      case "UP" -> words.say("bundle.carry.up", it.device(), it.bytes());
      case "ANSWER" -> words.say("bundle.carry.answer", it.device(), it.bytes());
      default ->
          words.say(
              it.device().isEmpty() ? "bundle.carry.unreadable" : "bundle.carry.refused",
              it.device().isEmpty() ? it.file() : it.device(),
              words.say("refusal." + it.state()));
    };
  }

  /** What a program reads; bundles that wait to be handed over, and their bytes. */
  @Serdeable
  record Report(List<Carried> carried, List<String> given, int waiting, long bytesWaiting) {

    static Report of(List<Carried> all, List<String> given) {
      List<Carried> up = all.stream().filter(it -> it.state().equals("UP")).toList();
      return new Report(all, given, up.size(), up.stream().mapToLong(Carried::bytes).sum());
    }
  }
}
