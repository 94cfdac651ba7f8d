package retex.agent.entry;

import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.agent.console.Console;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.agent.vault.LaptopOptions;
import retex.agent.web.Words;

/** Lists drafts and records with what has become of them. */
@Command(
    name = "list",
    description = "List drafts and records with their state.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Console console = options.console(context);
      var views = new ArrayList<RecordView>();
      context.getBean(Drafts.class).all().stream()
          .map(draft -> RecordView.of(draft, DraftForm.of(draft.content()).unitLabel()))
          .forEach(views::add);
      context.getBean(Log.class).all().stream().map(RecordView::of).forEach(views::add);
      if (options.json()) {
        console.json(views);
      } else {
        print(console, options.words(), views);
      }
      return 0;
    }
  }

  private static void print(Console console, Words words, List<RecordView> views) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            words.say("list.id"),
            words.say("list.unit"),
            words.say("list.instrument"),
            words.say("list.state"),
            words.say("list.remark")));
    for (RecordView view : views) {
      rows.add(
          List.of(
              view.id(),
              view.unit(),
              view.instrument(),
              words.say("state." + view.state()),
              view.remark()));
    }
    console.table(rows);
  }
}
