package retex.agent.entry;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import retex.agent.console.Console;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.vault.LaptopOptions;
import retex.contract.Entry;
import retex.contract.RecordId;

/** Shows one record: its state, its revisions, and its content in the import format. */
@Command(
    name = "show",
    description = "Show one record in the import format, with its revisions.",
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Parameters(paramLabel = "ID", description = "Record id, as list prints it")
  private String id = "";

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Console console = options.console(context);
      Log log = context.getBean(Log.class);
      OwnRecord record = log.find(RecordId.parse(id));
      List<Entry> revisions = log.revisionsOf(record.id()); // refuses an erased one by name
      var view =
          new View(
              RecordView.of(record),
              revisions.stream().map(RevisionView::of).toList(),
              PayloadJson.of(revisions.get(revisions.size() - 1)));
      if (options.json()) {
        console.json(view);
      } else {
        console.line(
            options.words().say("state." + record.state().word())
                + "  "
                + Remarks.of(record, options.words()));
        view.revisions().forEach(one -> console.line(one.number() + "  " + one.revision()));
        console.line(view.content());
      }
      return 0;
    }
  }

  /** What a program reads; {@code content} is a JSON document as text. */
  @Serdeable
  record View(RecordView record, List<RevisionView> revisions, String content) {}

  /** One revision. */
  @Serdeable
  record RevisionView(String revision, long number, String author, String at) {

    static RevisionView of(Entry entry) {
      return new RevisionView(
          entry.revision().id().hex(),
          entry.revision().number(),
          entry.revision().author(),
          entry.revision().writtenAt().toString());
    }
  }
}
