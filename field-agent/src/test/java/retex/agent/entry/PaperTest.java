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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.vault.Vault;

class PaperTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop =
        ApplicationContext.builder()
            .properties(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
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
    laptop.getBean(FileImport.class).run(Files.readAllLines(SAMPLE), false, false);
    OwnRecord evaluation =
        laptop.getBean(Log.class).all().stream()
            .filter(it -> it.kind() == retex.contract.RecordKind.EVALUATION)
            .findFirst()
            .orElseThrow();
    EmbeddedServer server = laptop.getBean(EmbeddedServer.class).start();

    byte[] pdf =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:"
                                + server.getPort()
                                + "/own/"
                                + evaluation.id()
                                + "/paper?in="
                                + language))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();

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
}
