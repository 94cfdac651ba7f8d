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

    try (var document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isGreaterThan(1);
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        var stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        assertThat(stripper.getText(document)).contains(mark);
      }
      assertThat(new PDFTextStripper().getText(document))
          .contains(evaluation.unit())
          .contains(heading);
    }
  }

  @Test
  void every_character_of_a_note_is_in_the_font() throws IOException, InterruptedException {
    try (var document = Loader.loadPDF(paper(first(RecordKind.TRAINER_NOTE), "en"))) {
      assertThat(new PDFTextStripper().getText(document))
          .containsPattern("Level before and after\\s+[1-4] – [1-4]")
          .doesNotContain("#"); // what is drawn for a character that no font has
    }
  }

  private OwnRecord first(RecordKind kind) throws IOException {
    laptop.getBean(FileImport.class).run(Files.readAllLines(SAMPLE), false, false);
    return laptop.getBean(Log.class).all().stream()
        .filter(it -> it.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private byte[] paper(OwnRecord record, String language) throws IOException, InterruptedException {
    EmbeddedServer server = laptop.getBean(EmbeddedServer.class).start();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + server.getPort()
                            + "/own/"
                            + record.id()
                            + "/paper?in="
                            + language))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }
}
