package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revoked laptops, by the shipped processes: what they bring, and when their keys go. */
class HandOverTest {

  private static final Duration SOON = Duration.ofSeconds(90);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  // bytes from the laptop after which it is killed: asking, bringing entries, files, settling
  private static final List<Long> KILLED_AT =
      List.of(900L, 2_200L, 3_000L, 3_600L, 4_400L, 30_000L, 120_000L);

  @TempDir private Path work;
  private Processes processes;
  private Path server;
  private Path laptop;
  private CuttingProxy link;
  private int http;
  private int entered;

  @BeforeEach
  void bothSides() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    server("catalogue", "import", "src/main/resources/sample/reference.json");
    server("account", "add", "--name", "ada", "--role", "administrator");
    server("account", "add", "--name", "rita", "--role", "reviewer");
    server("account", "add", "--name", "rob", "--role", "reviewer");
    var ports = processes.serveServer(server);
    http = ports.http();
    link = new CuttingProxy(ports.grpc());
    enter(laptop, 2);
    String token = server("device-token", "--json").json().get("token").asText();
    agent("enrol", "--server", "127.0.0.1:" + link.port(), "--token", token).orFail("enrol");
    agent("sync").orFail("sync");
  }

  @AfterEach
  void stop() throws IOException {
    processes.close();
    link.close();
  }

  @Test
  void killed_at_any_moment_it_is_whole_or_handed_over_and_two_people_let_it_in()
      throws IOException {
    Path photograph = work.resolve("a.jpg");
    Files.write(photograph, SomePhotograph.jpeg(2000, 1500, 1, 7));
    enter(laptop, 3, photograph);
    Map<String, String> here = revisions(agent("list", "--json").orFail("list").json());
    revoke("hand-over");

    int kills = 0;
    for (long bytes : KILLED_AT) {
      Process sync = processes.startAgent("sync", "--data", laptop.toString());
      link.onceAfter(bytes, sync::destroyForcibly);
      await(sync);
      kills += link.disarm() ? 0 : 1;
      if (!Files.exists(laptop.resolve("destroyed"))) {
        assertThat(revisions(agent("list", "--json").orFail("list").json())).isEqualTo(here);
      }
    }
    Processes.Result last = agent("sync");

    System.out.println("killed " + kills + " times");
    assertThat(kills).isGreaterThanOrEqualTo(3);
    assertThat(last.code()).isEqualTo(1);
    assertThat(last.err()).contains("KEYS_GONE_HANDED_OVER");
    assertNothingOpens("KEYS_GONE_HANDED_OVER");
    JsonNode backlog = handOver();
    assertThat(backlog.get("entries").asInt()).isEqualTo(3);
    assertThat(backlog.get("files").asInt()).isEqualTo(1);
    assertThat(backlog.get("missing").asInt()).isZero();
    assertThat(there()).hasSize(2);
    assertThat(files("blobs")).isEmpty();

    assertThat(admit("rita").orFail("admit").json().path("admitted").asBoolean()).isFalse();
    assertThat(admit("rita").code()).isEqualTo("ADMITTER_IS_PROPOSER");
    assertThat(there()).hasSize(2);
    assertThat(admit("rob").orFail("admit").json().path("admitted").asBoolean()).isTrue();

    assertThat(there()).isEqualTo(here).hasSize(5);
    assertThat(files("blobs")).hasSize(1);
    assertThat(handOver().get("state").asText()).isEqualTo("admitted");
    server("verify").orFail("verify");
    JsonNode device = server("devices", "--json").orFail("devices").json().get(0);
    assertThat(device.get("order").asText()).isEqualTo("hand-over");
    assertThat(device.get("keysDestroyed").asText()).isNotEmpty();
  }

  @Test
  void declared_stolen_while_it_is_served_its_pages_lock_at_once_and_it_brings_nothing()
      throws Exception {
    var pages = new LaptopPages(processes.serveAgent(laptop).http());
    assertThat(pages.get("/").statusCode()).isEqualTo(200);
    link.cutAfter(0);
    enter(laptop, 1);
    revoke("stolen");

    link.mend();
    assertThat(Eventually.within(SOON, () -> Files.exists(laptop.resolve("destroyed")))).isTrue();
    assertThat(Eventually.within(SOON, () -> pages.get("/").statusCode() == 303)).isTrue();

    assertThat(pages.get("/unlock?lang=en").body()).contains("declared this laptop stolen");
    assertThat(pages.get("/unlock?lang=fr").body()).contains("déclaré ce poste volé");
    assertNothingOpens("KEYS_GONE_STOLEN");
    assertThat(rest("rita").get("/api/hand-overs").json()).isEmpty();
    assertThat(there()).hasSize(2);
    JsonNode device = server("devices", "--json").orFail("devices").json().get(0);
    assertThat(device.get("order").asText()).isEqualTo("stolen");
  }

  @Test
  void a_copy_whose_log_has_forked_hands_over_what_only_it_has() throws IOException {
    Path copy = work.resolve("copy");
    try (Stream<Path> all = Files.walk(laptop)) {
      for (Path from : all.toList()) {
        Path to = copy.resolve(laptop.relativize(from).toString());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    enter(laptop, 1);
    agent("sync").orFail("sync");
    enter(copy, 2);
    revoke("hand-over");

    Processes.Result handed = processes.agent("sync", "--data", copy.toString());

    assertThat(handed.err()).contains("KEYS_GONE_HANDED_OVER");
    assertThat(handOver().get("entries").asInt()).isEqualTo(2);
    admit("rita");
    admit("rob");
    assertThat(there()).hasSize(5);
    server("verify").orFail("verify");
  }

  private void assertNothingOpens(String code) {
    assertThat(laptop.resolve("slots.json")).doesNotExist();
    for (String command : List.of("list", "status", "sync")) {
      Processes.Result refused = agent(command);
      assertThat(refused.code()).as(command).isEqualTo(1);
      assertThat(refused.err()).as(command).contains(code);
    }
  }

  private JsonNode handOver() {
    JsonNode all = rest("rita").get("/api/hand-overs").orFail("hand-overs").json();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Rest.Answer admit(String officer) {
    JsonNode backlog = handOver();
    var seen = JSON.createObjectNode().put("seen", backlog.get("version").asText());
    return rest(officer)
        .post("/api/hand-overs/" + backlog.get("device").asText() + "/admission", seen);
  }

  private void revoke(String order) {
    String device = server("devices", "--json").orFail("devices").json().get(0).get("id").asText();
    var body = JSON.createObjectNode().put("order", order).put("reason", "Left at a checkpoint.");
    rest("ada").post("/api/devices/" + device + "/revocation", body).orFail("revoke");
  }

  private Rest rest(String name) {
    return Rest.signIn(http, name, Processes.SECRET);
  }

  private Map<String, String> there() {
    return revisions(server("records", "--json").orFail("records").json());
  }

  private static Map<String, String> revisions(JsonNode records) {
    var revisions = new TreeMap<String, String>();
    records.forEach(it -> revisions.put(it.get("id").asText(), it.get("revision").asText()));
    return revisions;
  }

  private void enter(Path into, int records, Path... photographs) throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"));
    var some = new StringBuilder();
    for (int i = 0; i < records; i++) {
      var line = (ObjectNode) JSON.readTree(lines.get(entered % lines.size()));
      line.put("reference", "r" + entered++);
      for (Path photograph : i == 0 ? photographs : new Path[0]) {
        line.withArray("attachments").addObject().put("path", photograph.getFileName().toString());
      }
      some.append(line).append('\n');
    }
    Path file = Files.writeString(work.resolve("some.jsonl"), some);
    processes.agent("import", file.toString(), "--data", into.toString()).orFail("import");
  }

  private List<Path> files(String folder) throws IOException {
    if (Files.notExists(server.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(server.resolve(folder))) {
      return files.filter(Files::isRegularFile).toList();
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

  private static void await(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
