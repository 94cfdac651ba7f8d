package retex.agent.entry;

import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.agent.console.Console;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
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
      List<OwnRecord> records = context.getBean(Log.class).all();
      var views = new ArrayList<RecordView>();
      context.getBean(Drafts.class).all().stream()
          .map(draft -> RecordView.of(draft, DraftForm.of(draft.content()).unitLabel()))
          .forEach(views::add);
      int drafts = views.size();
      records.stream().map(RecordView::of).forEach(views::add);
      if (options.json()) {
        console.json(views);
      } else {
        var remarks = new ArrayList<String>(Collections.nCopies(drafts, ""));
        records.forEach(it -> remarks.add(Remarks.of(it, options.words())));
        print(console, options.words(), views, remarks);
      }
      return 0;
    }
  }

  private static void print(
      Console console, Words words, List<RecordView> views, List<String> remarks) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            words.say("list.id"),
            words.say("list.unit"),
            words.say("list.instrument"),
            words.say("list.state"),
            words.say("list.remark")));
    for (int i = 0; i < views.size(); i++) {
      RecordView view = views.get(i);
      rows.add(
          List.of(
              view.id(),
              view.unit(),
              view.instrument(),
              words.say("state." + view.state()),
              remarks.get(i)));
    }
    console.table(rows);
  }
}
