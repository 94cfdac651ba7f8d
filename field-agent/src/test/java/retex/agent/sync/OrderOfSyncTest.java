package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.record.Log;
import retex.agent.vault.Identity;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.EvaluationBuilder;
import retex.contract.SomeLog;
import retex.refusal.RefusedException;

/** What goes first over a line, and what behind it. */
class OrderOfSyncTest {

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomeHeadquarters headquarters;

  @BeforeEach
  void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    headquarters = new SomeHeadquarters(laptop.getBean(Identity.class).key());
    laptop.getBean(HeadquartersRows.class).save(headquarters.row(headquarters.port()));
  }

  @AfterEach
  void close() {
    laptop.close();
    headquarters.close();
  }

  @Test
  void what_is_done_for_others_comes_behind_the_records_and_photographs_of_this_laptop() {
    photograph();
    laptop.registerSingleton(
        Errand.class, (Errand) (line, most, goesOn) -> headquarters.calls().add("errand"));

    RefusedException told =
        catchThrowableOfType(RefusedException.class, () -> laptop.getBean(Sync.class).run());

    assertThat(headquarters.calls()).containsExactly("Exchange", "Deliver", "errand");
    assertThat(told.refusal().code())
        .as("this headquarters takes no photographs")
        .isEqualTo(SyncRefused.LINK_DOWN);
  }

  private void photograph() {
    var photograph = laptop.getBean(Attachments.class).add(SomePhotograph.jpeg(300, 200, 1, 1));
    laptop
        .getBean(Log.class)
        .submit(
            EvaluationBuilder.builder(SomeLog.evaluation("some remark"))
                .attachments(List.of(photograph))
                .reference("")
                .build(),
            "evaluator",
            SomeLog.INSTRUMENT);
  }
}
