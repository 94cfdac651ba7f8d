package retex.server.catalogue;

import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.server.console.Console;
import retex.server.console.ServerOptions;

/** Groups the commands about consents. */
@Command(
    name = "consent",
    description = "The states' consents: which providers may learn of their units.",
    subcommands = {
      ConsentCommand.Standing.class,
      ConsentCommand.Record.class,
      ConsentCommand.Withdraw.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ConsentCommand {

  /** Lists what stands. */
  @Command(
      name = "list",
      description = "List the consents in force.",
      mixinStandardHelpOptions = true)
  static final class Standing implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        List<Consent> all = context.getBean(Consents.class).standing();
        Console console = options.console(context);
        if (options.json()) {
          console.json(all.stream().map(ConsentResource.ConsentView::of).toList());
        } else {
          var rows = new ArrayList<List<String>>();
          rows.add(List.of("state", "provider", "from", "to"));
          all.forEach(
              it ->
                  rows.add(
                      List.of(
                          it.state().value(),
                          it.provider().value(),
                          it.from().toString(),
                          it.to().toString())));
          console.table(rows);
        }
        return 0;
      }
    }
  }

  /** Records one. */
  @Command(
      name = "record",
      description = "Record a state's consent, both days included.",
      mixinStandardHelpOptions = true)
  static final class Record implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();
    @Mixin private Parties parties = new Parties();

    @Option(names = "--to", required = true, description = "Last day, such as 2027-12-31")
    private String to = "";

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        var consent =
            new Consent(
                new StateCode(parties.state),
                new ProviderCode(parties.provider),
                ConsentResource.day(parties.from, "from"),
                ConsentResource.day(to, "to"));
        context.getBean(Consents.class).record(consent, parties.reference, options.actor());
        options.console(context).line(options.words().say("consent.recorded"));
        return 0;
      }
    }
  }

  /** Withdraws what stands. */
  @Command(
      name = "withdraw",
      description = "Withdraw, from a day on, whatever consent is in force.",
      mixinStandardHelpOptions = true)
  static final class Withdraw implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();
    @Mixin private Parties parties = new Parties();

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        context
            .getBean(Consents.class)
            .withdraw(
                new StateCode(parties.state),
                new ProviderCode(parties.provider),
                ConsentResource.day(parties.from, "from"),
                parties.reference,
                options.actor());
        options.console(context).line(options.words().say("consent.withdrawn"));
        return 0;
      }
    }
  }

  /** Between whom, from when, by which paper. */
  static final class Parties {

    @Option(names = "--state", required = true, description = "Code of the contributing state")
    private String state = "";

    @Option(names = "--provider", required = true, description = "Code of the provider")
    private String provider = "";

    @Option(names = "--from", required = true, description = "First day, such as 2026-01-01")
    private String from = "";

    @Option(names = "--reference", required = true, description = "Document that records it")
    private String reference = "";
  }
}
