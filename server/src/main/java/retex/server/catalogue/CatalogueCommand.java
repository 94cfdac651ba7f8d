package retex.server.catalogue;

import static retex.server.catalogue.CatalogueRefusal.REFERENCE_UNREADABLE;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import retex.refusal.Refusal;
import retex.server.audit.Audit;
import retex.server.console.Console;
import retex.server.console.ServerOptions;
import retex.server.web.Words;

/** Groups the commands about reference data. */
@Command(
    name = "catalogue",
    description = "Reference data of the server.",
    subcommands = {CatalogueCommand.Import.class, WithdrawNameCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class CatalogueCommand {

  /** Takes a reference file in. */
  @Command(
      name = "import",
      description = "Import a file of reference data, whole or not at all.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "JSON file of reference data")
    private Path file = Path.of("-");

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        CatalogueImport.Outcome outcome = context.getBean(CatalogueImport.class).run(text());
        context
            .getBean(Audit.class)
            .write(
                options.actor(),
                outcome.problems().isEmpty() ? "catalogue.imported" : "catalogue.refused",
                "version " + outcome.version(),
                Map.of("changed", Integer.toString(outcome.changed())));
        tell(options.console(context), options.words(), outcome);
        return outcome.problems().isEmpty() ? 0 : 1;
      }
    }

    private void tell(Console console, Words words, CatalogueImport.Outcome outcome) {
      if (options.json()) {
        console.json(Report.of(outcome, words));
        return;
      }
      outcome.problems().forEach(problem -> console.line(words.say(problem)));
      if (outcome.problems().isEmpty()) {
        console.line(
            words.say(
                "catalogue.import.done", outcome.version(), outcome.items(), outcome.changed()));
        outcome
            .unresolved()
            .forEach(it -> console.line(words.say("catalogue.import.unresolved", it.where())));
      }
    }

    private String text() {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw REFERENCE_UNREADABLE.at(String.valueOf(file.getFileName())).asException();
      }
    }
  }

  /** What a program reads. */
  @Serdeable
  record Report(
      long version, int items, int changed, List<Problem> problems, List<String> unresolved) {

    static Report of(CatalogueImport.Outcome it, Words words) {
      return new Report(
          it.version(),
          it.items(),
          it.changed(),
          it.problems().stream()
              .map(one -> new Problem(one.where(), one.code().name(), words.say(one)))
              .toList(),
          it.unresolved().stream().map(Refusal::where).toList());
    }
  }

  /** One thing wrong with the file. */
  @Serdeable
  record Problem(String field, String code, String reason) {}
}
