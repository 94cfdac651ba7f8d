package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;

class ReturnedRecordTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");
  private static final Pattern LINK = Pattern.compile("data-row href=\"([^\"#]+)#([^\"]+)\"");

  @TempDir private Path folder;

  @Test
  void the_list_s_link_to_a_returned_record_leads_to_the_remark_itself() throws Exception {
    try (ApplicationContext laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start()) {
      laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
      laptop.getBean(FileImport.class).run(Files.readAllLines(SAMPLE), false, false);
      OwnRecord one =
          laptop.getBean(Search.class).find("", Optional.empty(), 0, 50).records().get(0);
      laptop
          .getBean(Log.class)
          .judged(one.id(), one.revision(), RecordState.RETURNED, "Explain the second rating.");
      var pages = new SomePages(laptop);

      assertThat(pages.get("/?lang=en").body())
          .contains("Headquarters has returned a record")
          .contains("href=\"/?state=returned\"");
      assertThat(pages.get("/?lang=fr").body()).contains("Le siège a renvoyé une fiche");
      String draft =
          pages
              .post("/own/" + one.id() + "/correction", Map.of())
              .headers()
              .firstValue("Location")
              .orElseThrow();
      assertThat(pages.get(draft).body()).contains("Explain the second rating.");

      for (String language : List.of("en", "fr")) {
        Matcher link = LINK.matcher(pages.get("/?state=returned&lang=" + language).body());
        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).isEqualTo("/own/" + one.id());

        String page = pages.get(link.group(1)).body();
        int remark = page.indexOf("id=\"" + link.group(2) + "\" tabindex=\"-1\"");
        assertThat(remark).isPositive();
        assertThat(page.indexOf("Explain the second rating.", remark))
            .isBetween(remark, page.indexOf("</div>", remark));
        assertThat(link.find()).as("another that was not returned").isFalse();
      }
    }
  }
}
