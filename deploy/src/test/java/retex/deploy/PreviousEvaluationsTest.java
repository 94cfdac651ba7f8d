package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one laptop's evaluators wrote reaches another of their mission, and leaves it again. */
class PreviousEvaluationsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static final String REMARK = "Patrols are well rehearsed and stay long enough";

  @TempDir private Path work;

  @Test
  void an_accepted_evaluation_is_shown_on_another_laptop_until_that_is_moved() throws IOException {
    String server = work.resolve("server").toString();
    String author = work.resolve("author").toString();
    Path reader = work.resolve("reader");
    try (var processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work)) {
      processes
          .server(
              "catalogue", "import", "--data", server, "src/main/resources/sample/reference.json")
          .orFail("catalogue");
      processes
          .server("account", "add", "--data", server, "--name", "rita", "--role", "reviewer")
          .orFail("account");
      var ports = processes.serveServer(Path.of(server));
      Enrolment.of(processes, Path.of(server), Path.of(author), ports.grpc());
      Enrolment.of(processes, Path.of(server), reader, ports.grpc(), "--mission", "MINELD");
      String first =
          Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl")).get(0);
      Path one = Files.writeString(work.resolve("one.jsonl"), first + "\n");
      processes.agent("import", one.toString(), "--data", author).orFail("import");
      processes.agent("sync", "--data", author).orFail("sync");
      Rest rita = Rest.signIn(ports.http(), "rita", Processes.SECRET);
      JsonNode record = rita.get("/api/records").orFail("records").json().get(0);
      rita.post(
              "/api/records/" + record.get("id").asText() + "/acceptance",
              JsonMapper.builder()
                  .build()
                  .createObjectNode()
                  .put("revision", record.get("revision").asText()))
          .orFail("acceptance");
      processes.agent("sync", "--data", reader.toString()).orFail("sync");

      var pages = new LaptopPages(processes.serveAgent(reader).http());

      assertThat(pages.get("/visits?lang=en").body()).contains("11 April 2025");
      String draft = open(pages);
      assertThat(pages.get(draft + "?section=MS&lang=en").body()).contains(REMARK);
      assertThat(pages.get(draft + "?section=about&lang=fr").body())
          .contains("11 avril 2025", "envoyée par le siège");

      String device =
          processes
              .server("devices", "--data", server, "--json")
              .orFail("devices")
              .json()
              .findParents("mission")
              .stream()
              .filter(it -> it.get("mission").asText().equals("MINELD"))
              .findFirst()
              .orElseThrow()
              .get("id")
              .asText();
      processes.server("device-scope", device, "--data", server).orFail("device-scope");

      assertThat(
              Eventually.within(
                  SOON, () -> !pages.get(draft + "?section=MS").body().contains(REMARK)))
          .isTrue();
      assertThat(pages.get("/visits?lang=en").body()).doesNotContain("11 April 2025");
    }
  }

  private static String open(LaptopPages pages) throws IOException {
    return pages
        .post("/drafts", Map.of("instrument", "infantry-battalion@1", "unit", "U-101"))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }
}
