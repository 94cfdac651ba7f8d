package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that was cloned and backups that were put back, of the laptop and of the server, one after
 * another in one world, for each program takes its time to start: the shipped programs lose
 * nothing, and keep nothing twice.
 */
class CopiesTest {

  @TempDir private Path work;
  private Processes processes;
  private Path server;
  private Path laptop;
  private CuttingProxy link;
  private int entered;

  @BeforeEach
  void start() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    link = new CuttingProxy(processes.serveServer(server).grpc());
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void a_cloned_disk_and_backups_put_back_on_either_side_end_in_the_same_store() throws Exception {
    enter(laptop, 2);
    Enrolment.of(processes, server, laptop, link.port());
    sync(laptop);

    Path twin = copy(laptop, "twin");
    enter(laptop, 1);
    enter(twin, 2);
    sync(laptop);
    JsonNode forked = sync(twin);
    assertThat(forked.get("forked").asBoolean()).as("the clone opened an epoch").isTrue();

    Path backup = copy(laptop, "backup");
    enter(laptop, 2);
    sync(laptop);
    JsonNode back = sync(backup);
    assertThat(back.get("takenBack").asInt()).as("the laptop's own entries").isEqualTo(2);
    assertThat(revisions(listed(backup))).isEqualTo(revisions(listed(laptop))).hasSize(5);

    haltServer();
    Path before = copy(server, "before");
    serve();
    enter(backup, 2);
    sync(backup);
    haltServer();
    server = before;
    serve();
    assertThat(stored()).as("the server put back").hasSize(7);
    sync(backup);

    JsonNode here = listed(backup);
    Map<String, String> all = new TreeMap<>(revisions(here));
    all.putAll(revisions(listed(twin)));
    assertThat(stored()).isEqualTo(all).hasSize(9);
    assertThat(here).noneMatch(it -> it.get("state").asText().equals("submitted"));
    JsonNode verified =
        processes.server("verify", "--data", server.toString(), "--json").orFail("verify").json();
    assertThat(verified.get("faults")).isEmpty();
  }

  private void serve() throws IOException {
    link.leadTo(processes.serveServer(server).grpc());
  }

  private void haltServer() throws InterruptedException {
    List<Process> running = processes.running();
    Process last = running.get(running.size() - 1);
    last.destroy();
    last.waitFor();
  }

  private void enter(Path where, int count) throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"));
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String line = lines.get(entered % lines.size());
      String reference = "\"reference\": \"r" + entered + "\"";
      text.append(line.replaceFirst("\"reference\": ?\"[^\"]*\"", reference)).append('\n');
      entered++;
    }
    Path file = Files.writeString(work.resolve("some.jsonl"), text);
    processes.agent("import", file.toString(), "--data", where.toString()).orFail("import");
  }

  private JsonNode sync(Path where) {
    return processes.agent("sync", "--data", where.toString(), "--json").orFail("sync").json();
  }

  private JsonNode listed(Path where) {
    return processes.agent("list", "--data", where.toString(), "--json").orFail("list").json();
  }

  private Map<String, String> stored() {
    return revisions(
        processes
            .server("records", "--data", server.toString(), "--json")
            .orFail("records")
            .json());
  }

  private static Map<String, String> revisions(JsonNode records) {
    var revisions = new TreeMap<String, String>();
    records.forEach(it -> revisions.put(it.get("id").asText(), it.get("revision").asText()));
    return revisions;
  }

  private Path copy(Path from, String name) throws IOException {
    Path to = work.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
