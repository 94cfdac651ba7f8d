package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An erasure decided at headquarters reaches the laptop, and sync goes on, by shipped processes.
 */
class ErasureTravelsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path work;
  private Processes processes;
  private Path server;
  private Path laptop;
  private CuttingProxy link;
  private int http;

  @BeforeEach
  void bothSides() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    for (String officer : List.of("olaf", "nora")) {
      server("account", "add", "--name", officer, "--role", "release-officer").orFail("account");
    }
    start();
    String token = server("device-token", "--json").json().get("token").asText();
    enter("one", "");
    agent("enrol", "--server", "127.0.0.1:" + link.port(), "--token", token).orFail("enrol");
    agent("sync").orFail("sync");
  }

  @AfterEach
  void stop() throws IOException {
    processes.close();
    link.close();
  }

  @Test
  void the_record_is_gone_on_the_laptop_and_a_server_put_back_from_before_is_healed_without_it()
      throws Exception {
    String record = list().get(0).get("id").asText();
    Path copy = work.resolve("copy");
    stopServer();
    copy(server, copy);
    again();
    erase(record);
    enter("correction", record); // not acknowledged when the order comes
    enter("two", "");

    JsonNode first = agent("sync", "--json").orFail("sync").json();

    assertThat(first.get("records").asInt()).isEqualTo(2);
    assertThat(state(record)).isEqualTo("erased");
    assertThat(agent("show", record).err()).contains("RECORD_ERASED");
    assertThat(there()).doesNotContain(record).hasSize(1);

    stopServer();
    delete(server);
    copy(copy, server); // from before the erasure: it holds the record again, and no tombstone
    again();
    enter("three", "");
    JsonNode healed = agent("sync", "--json").orFail("sync").json();

    assertThat(healed.get("acknowledged").asInt()).isEqualTo(4);
    assertThat(state(record)).isEqualTo("erased");
    assertThat(there()).doesNotContain(record).hasSize(2); // it heard of its own order again
    server("verify").orFail("verify");
    assertThat(agent("sync").code()).isZero();
  }

  private void erase(String record) {
    var asked = JSON.createObjectNode().put("record", record).put("reason", "Names a source.");
    Rest.signIn(http, "olaf", Processes.SECRET).post("/api/erasures", asked).orFail("ask");
    Rest.signIn(http, "nora", Processes.SECRET)
        .post("/api/erasures/" + record + "/confirmation", JSON.createObjectNode())
        .orFail("confirm");
  }

  private String state(String record) {
    for (JsonNode it : list()) {
      if (it.get("id").asText().equals(record)) {
        return it.get("state").asText();
      }
    }
    return "not in the list";
  }

  private JsonNode list() {
    return agent("list", "--json").orFail("list").json();
  }

  private List<String> there() {
    var ids = new ArrayList<String>();
    server("records", "--json")
        .orFail("records")
        .json()
        .forEach(it -> ids.add(it.get("id").asText()));
    return ids;
  }

  private void enter(String reference, String record) throws IOException {
    String sample =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl")).get(0);
    ObjectNode line = (ObjectNode) JSON.readTree(sample);
    if (record.isEmpty()) {
      line.put("reference", reference);
    } else {
      line.remove("reference");
      line.put("record", record);
    }
    Path file = Files.writeString(work.resolve(reference + ".jsonl"), line + "\n");
    processes.agent("import", file.toString(), "--data", laptop.toString()).orFail("import");
  }

  private void start() throws IOException {
    var ports = processes.serveServer(server);
    http = ports.http();
    link = new CuttingProxy(ports.grpc());
  }

  private void again() {
    var ports = processes.serveServer(server);
    http = ports.http();
    link.leadTo(ports.grpc());
  }

  private void stopServer() throws InterruptedException {
    List<Process> running = processes.running();
    Process last = running.get(running.size() - 1);
    last.destroy();
    last.waitFor();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Processes.Result server(String... arguments) {
    return processes.server(with(server, arguments));
  }

  private Processes.Result agent(String... arguments) {
    return processes.agent(with(laptop, arguments));
  }

  private static String[] with(Path data, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return all.toArray(String[]::new);
  }
}
