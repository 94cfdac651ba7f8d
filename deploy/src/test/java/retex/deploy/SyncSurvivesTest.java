package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped processes are killed in the middle of sync, again and again, and lose nothing. */
class SyncSurvivesTest {

  // bytes from the laptop after which the blow falls: handshake, hello, inside a batch, after it
  private static final List<Long> AGENT_KILLED_AT =
      List.of(
          1L, 300L, 600L, 900L, 1_100L, 1_200L, 1_300L, 1_400L, 1_500L, 1_600L, 1_700L, 1_800L,
          1_850L, 1_900L, 1_950L);
  private static final List<Long> SERVER_KILLED_AT = List.of(700L, 1_200L, 1_500L, 1_800L, 1_900L);

  @TempDir private Path work;

  @Test
  void killing_either_side_at_twenty_points_gives_the_same_store_on_both() throws IOException {
    Path server = work.resolve("server");
    Path laptop = work.resolve("laptop");
    List<String> lines =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"));
    try (var processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work)) {
      var ports = processes.serveServer(server);
      var link = new CuttingProxy(ports.grpc());
      enter(processes, laptop, lines, 0);
      Enrolment.of(processes, server, laptop, link.port());
      int record = 1;
      int fell = 0;
      for (long bytes : AGENT_KILLED_AT) {
        enter(processes, laptop, lines, record++);
        Process sync = processes.startAgent("sync", "--data", laptop.toString());
        link.onceAfter(bytes, sync::destroyForcibly);
        await(sync);
        fell += link.disarm() ? 0 : 1;
      }
      for (long bytes : SERVER_KILLED_AT) {
        enter(processes, laptop, lines, record++);
        List<Process> running = processes.running();
        Process process = running.get(running.size() - 1);
        link.onceAfter(bytes, process::destroyForcibly);
        processes.agent("sync", "--data", laptop.toString());
        if (!link.disarm()) {
          fell++;
          await(process);
          link.leadTo(processes.serveServer(server).grpc());
        }
      }

      JsonNode report =
          processes.agent("sync", "--data", laptop.toString(), "--json").orFail("sync").json();

      assertThat(fell).isEqualTo(AGENT_KILLED_AT.size() + SERVER_KILLED_AT.size());
      assertThat(report.get("acknowledged").asInt()).isEqualTo(record);
      JsonNode there =
          processes
              .server("records", "--data", server.toString(), "--json")
              .orFail("records")
              .json();
      JsonNode here =
          processes.agent("list", "--data", laptop.toString(), "--json").orFail("list").json();
      // a revision's id is the hash of its envelope, which holds the hash of its payload
      assertThat(revisions(there)).isEqualTo(revisions(here)).hasSize(record);
    }
  }

  private static Map<String, String> revisions(JsonNode records) {
    var revisions = new TreeMap<String, String>();
    records.forEach(it -> revisions.put(it.get("id").asText(), it.get("revision").asText()));
    return revisions;
  }

  private void enter(Processes processes, Path laptop, List<String> lines, int number)
      throws IOException {
    String line = lines.get(number % lines.size());
    String one =
        line.replaceFirst("\"reference\": ?\"[^\"]*\"", "\"reference\": \"r" + number + "\"");
    Path file = Files.writeString(work.resolve("one.jsonl"), one + "\n");
    processes.agent("import", file.toString(), "--data", laptop.toString()).orFail("import");
  }

  private static void await(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
