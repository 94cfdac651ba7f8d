package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Logs;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;

/** A page that is served and a command beside it, two processes on one store. */
class ChangesTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");
  private static final String PASSPHRASE = "a passphrase of ours";

  @TempDir private Path folder;

  @Test
  void what_another_process_wrote_is_noticed_and_neither_loses_anything() throws Exception {
    List<String> lines = Files.readAllLines(SAMPLE);
    try (ApplicationContext served = open()) {
      served.getBean(FileImport.class).run(lines.subList(0, 1), false, false);
      Vault vault = served.getBean(Vault.class);
      long before = vault.changes();

      command(lines.get(1));

      assertThat(vault.changes()).isNotEqualTo(before);
      assertThat(tip(served)).isEqualTo(2);
      served.getBean(FileImport.class).run(lines.subList(2, 3), false, false);
      assertThat(tip(served)).isEqualTo(3);
    }
    try (ApplicationContext again = open()) {
      assertThat(tip(again)).isEqualTo(3);
    }
  }

  @Test
  void nothing_written_changes_nothing() {
    try (ApplicationContext served = open()) {
      Vault vault = served.getBean(Vault.class);
      tip(served);

      long before = vault.changes();

      assertThat(tip(served)).isZero();
      assertThat(vault.changes()).isEqualTo(before);
    }
  }

  private static long tip(ApplicationContext laptop) {
    Logs logs = laptop.getBean(Logs.class);
    return logs.tip(logs.present()).number();
  }

  private ApplicationContext open() {
    ApplicationContext laptop = SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
    laptop.getBean(Vault.class).open(PASSPHRASE.toCharArray());
    return laptop;
  }

  private void command(String record) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("one.jsonl"), record + "\n");
    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "retex.agent.AgentApplication",
            "import",
            file.toString(),
            "--data",
            folder.toString());
    process.environment().put("RETEX_PASSPHRASE", PASSPHRASE);
    assertThat(process.inheritIO().start().waitFor()).isZero();
  }
}
