package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;

class KeptAsideTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");

  @TempDir private Path folder;

  @Test
  void what_headquarters_keeps_aside_is_told_with_what_it_means_and_what_to_do() throws Exception {
    try (ApplicationContext laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start()) {
      laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
      laptop.getBean(FileImport.class).run(Files.readAllLines(SAMPLE), false, false);
      List<OwnRecord> records =
          laptop.getBean(Search.class).find("", Optional.empty(), 0, 50).records();
      var pages = new SomePages(laptop);
      assertThat(pages.get("/sync?lang=en").body()).doesNotContain("id=\"aside\"");

      judge(laptop, records.get(0), "REPEATED");

      assertThat(pages.get("/sync").body())
          .contains("id=\"aside\"", "href=\"/own/" + records.get(0).id() + "\"")
          .contains("You need not do anything.");
      assertThat(pages.get("/").body()).as("nothing to do").doesNotContain("/?state=quarantined");

      judge(laptop, records.get(1), "FOLLOWS_REPEATED");

      assertThat(pages.get("/").body())
          .contains("href=\"/?state=quarantined\">Headquarters keeps a record aside");
      assertThat(pages.get("/sync").body())
          .contains("href=\"/own/" + records.get(1).id() + "\"")
          .contains("Tell headquarters what you changed");
      assertThat(pages.get("/?lang=fr").body()).contains("Le siège garde une fiche à part");
      assertThat(pages.get("/sync?lang=fr").body()).contains("Dites au siège");
    }
  }

  private static void judge(ApplicationContext laptop, OwnRecord record, String fault) {
    laptop
        .getBean(Log.class)
        .judged(record.id(), record.revision(), RecordState.QUARANTINED, fault);
  }
}
