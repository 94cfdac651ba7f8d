package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.draft.Draft;
import retex.agent.record.Log;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.RecordId;
import retex.refusal.Refusal;

/** What another window saves while a draft is being submitted. */
class SubmittedMeanwhileTest {

  @TempDir private Path folder;

  @Test
  void is_submitted_with_it_or_checked_anew() {
    var meanwhile = new Meanwhile();
    try (ApplicationContext laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString())).singletons(meanwhile).start()) {
      laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
      var drafts = new SomeDrafts(laptop);
      drafts.library(Map.of("convoy@1", SomeDrafts.convoy()));
      String one = drafts.whole();
      meanwhile.acts.add(() -> drafts.keep(one, "answers.A4.comment", "Typed meanwhile."));

      String record = drafts.submit(one).record();

      List<retex.contract.Entry> revisions =
          laptop.getBean(Log.class).revisionsOf(RecordId.parse(record));
      assertThat(PayloadJson.of(revisions.get(0))).contains("Typed meanwhile.");

      String two = drafts.whole();
      meanwhile.acts.add(() -> drafts.keep(two, "period.from", ""));

      assertThat(drafts.submit(two).problems()).isNotEmpty();
      assertThat(drafts.value(two, "answers.B1.value")).isEqualTo("12");
    }
  }

  private static final class Meanwhile implements SubmissionCheck {
    private final Queue<Runnable> acts = new ArrayDeque<>();

    @Override
    public List<Refusal> problems(Draft draft) {
      Runnable act = acts.poll();
      if (act != null) {
        act.run();
      }
      return List.of();
    }
  }
}
