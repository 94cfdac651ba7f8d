package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.RecordKind;

class PaperTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @ParameterizedTest
  @CsvSource({"en,CONFIDENTIAL,Criterion and remark", "fr,CONFIDENTIEL,Critère et remarque"})
  void every_page_is_marked_and_holds_the_record_in_the_language_chosen(
      String language, String mark, String heading) throws IOException, InterruptedException {
    OwnRecord evaluation = first(RecordKind.EVALUATION);

    byte[] pdf = paper(evaluation, language);

    assertThat(pages(pdf)).hasSizeGreaterThan(1).allSatisfy(it -> assertThat(it).contains(mark));
    assertThat(text(pdf)).contains(evaluation.unit()).contains(heading).doesNotContain("DRAFT");
  }

  @Test
  void every_character_of_a_note_is_in_the_font() throws IOException, InterruptedException {
    assertThat(text(paper(first(RecordKind.TRAINER_NOTE), "en")))
        .containsPattern("Level before and after\\s+[1-4] – [1-4]")
        .doesNotContain("#"); // what is drawn for a character that no font has
  }

  @ParameterizedTest
  @CsvSource({
    "en,DRAFT – not submitted · CONFIDENTIAL,Not observed,1 of 23 criteria",
    "fr,BROUILLON – non soumis · CONFIDENTIEL,Non observé,1 critère sur 23"
  })
  void every_page_of_a_draft_says_that_it_is_one_and_holds_what_was_begun(
      String language, String mark, String unseen, String score)
      throws IOException, InterruptedException {
    var drafts = new SomeDrafts(laptop);
    String draft = drafts.open("infantry-battalion@1");
    drafts.keep(draft, "unit.name", "Some Company");
    drafts.keep(draft, "period.from", "2026-02-03");
    drafts.keep(draft, "answers.FP1.rating", "2");
    drafts.keep(draft, "answers.FP2.comment", "Seen from afar.");
    drafts.keep(draft, "answers.FP3.rating", "NO");
    drafts.keep(draft, "answers.FP3.reason", "It rained.");
    drafts.keep(draft, "answers.FP4.rating", "NO");
    drafts.keep(draft, "improvement.FP1.action", "Wake the guard.");
    drafts.keep(draft, "narrative.strengths", "A long patrol.\n".repeat(70));

    byte[] pdf = get("/drafts/" + draft + "/paper?in=" + language);

    assertThat(pages(pdf)).hasSizeGreaterThan(1).allSatisfy(it -> assertThat(it).contains(mark));
    assertThat(text(pdf))
        .contains("Some Company")
        .contains(score)
        .containsPattern("2026 – –")
        .containsPattern("FP2[^–]*–")
        .contains("Seen from afar.")
        .containsPattern(unseen + "\\h?: It\\s+rained.")
        .containsPattern(unseen + "\\h?;\\s+(the\\s+reason\\s+is\\s+missing|le\\s+motif\\s+manque)")
        .contains("Wake the guard.")
        .doesNotContain("1970")
        .doesNotContainIgnoringCase("signature");
  }

  @Test
  void a_note_that_was_only_begun_has_its_paper() throws IOException, InterruptedException {
    var drafts = new SomeDrafts(laptop);
    String draft = drafts.open("trainer-note@1");
    drafts.keep(draft, "audience.women", "4");

    assertThat(text(get("/drafts/" + draft + "/paper?in=en")))
        .contains("DRAFT – not submitted")
        .contains("–, of whom 4 women")
        .doesNotContain("#");
  }

  private static List<String> pages(byte[] pdf) throws IOException {
    var pages = new ArrayList<String>();
    try (var document = Loader.loadPDF(pdf)) {
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        var stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        pages.add(stripper.getText(document));
      }
    }
    return pages;
  }

  private static String text(byte[] pdf) throws IOException {
    return String.join("\n", pages(pdf));
  }

  private OwnRecord first(RecordKind kind) throws IOException {
    laptop.getBean(FileImport.class).run(Files.readAllLines(SAMPLE), false, false);
    return laptop.getBean(Log.class).all().stream()
        .filter(it -> it.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private byte[] paper(OwnRecord record, String language) throws IOException, InterruptedException {
    return get("/own/" + record.id() + "/paper?in=" + language);
  }

  private byte[] get(String path) throws IOException, InterruptedException {
    EmbeddedServer server = laptop.getBean(EmbeddedServer.class).start();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }
}
