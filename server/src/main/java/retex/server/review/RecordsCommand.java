package retex.server.review;

import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.server.audit.Audit;
import retex.server.console.Console;
import retex.server.console.ServerOptions;

/** Lists what arrived. */
@Command(
    name = "records",
    description = "List the records that arrived, with their state.",
    mixinStandardHelpOptions = true)
public final class RecordsCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      List<RecordSummary> records =
          context.getBean(Reviews.class).all().stream().map(RecordSummary::of).toList();
      context
          .getBean(Audit.class)
          .write(
              options.actor(),
              "review.listed",
              "records",
              Map.of("count", Integer.toString(records.size())));
      Console console = options.console(context);
      if (options.json()) {
        console.json(records);
      } else {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("id", "unit", "instrument", "device", "number", "state"));
        for (RecordSummary it : records) {
          rows.add(
              List.of(
                  it.id(),
                  it.unit(),
                  it.instrument(),
                  it.device(),
                  Long.toString(it.number()),
                  it.state()));
        }
        console.table(rows);
      }
      return 0;
    }
  }
}
