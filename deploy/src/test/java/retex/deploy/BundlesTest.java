package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped programs without a link between them: files on a stick, by any hand. */
class BundlesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir private static Path common;
  private static Processes processes; // one headquarters for all, and a laptop for each
  private static Processes.Ports ports;
  private static Path server;
  private static int photographs; // none that headquarters has already

  @TempDir private Path work;
  private Path laptop;
  private Path stick;
  private List<String> lines = List.of();
  private CuttingProxy link;
  private int entered;
  private Map<String, String> before = Map.of();
  private Set<Path> blobsBefore = Set.of();

  @BeforeAll
  static void serve() {
    processes = new Processes(HOME, common);
    server = common.resolve("server");
    ports = processes.serveServer(server);
  }

  @AfterAll
  static void stop() {
    processes.close();
  }

  @BeforeEach
  void start() throws IOException {
    laptop = work.resolve("laptop");
    stick = Files.createDirectory(work.resolve("stick"));
    lines = Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"));
    link = new CuttingProxy(ports.grpc());
    Enrolment.of(processes, server, laptop, link.port());
    before = revisions(records());
    blobsBefore = Set.copyOf(blobFiles());
  }

  @AfterEach
  void close() throws IOException {
    link.close();
  }

  @Test
  void records_go_up_on_sticks_in_any_order_and_the_laptop_learns_that_they_arrived()
      throws IOException {
    enter(40);
    JsonNode first = export("--max-size", "4K");
    assertThat(first.get("parts").size()).isGreaterThan(2);
    assertThat(first.get("all").asBoolean()).isTrue();
    List<Path> parts = sorted(stick);
    assertThat(parts).allMatch(it -> it.toFile().length() <= 4 << 10);
    Collections.reverse(parts);

    JsonNode last = take(List.of(parts.get(0)), 0);
    assertThat(last.at("/bundles/0/waiting").asInt()).isEqualTo(1);
    JsonNode rest = take(parts, 0);
    JsonNode again = take(parts, 0);

    assertThat(rest.at("/bundles/" + (parts.size() - 1) + "/upTo").asInt()).isEqualTo(40);
    assertThat(rest.at("/bundles/" + (parts.size() - 1) + "/waiting").asInt()).isZero();
    assertThat(again.at("/bundles/0/fresh").asInt()).isZero();
    JsonNode told = answer(Path.of(again.at("/answers/0/file").asText()), 0);
    assertThat(told.get("acknowledged").asInt()).isEqualTo(40);
    assertThat(states(laptop)).hasSize(40).doesNotContainValue("SUBMITTED");
    assertThat(there()).isEqualTo(revisions(here(laptop)));

    enter(2); // over the link beside it: nothing twice, and the old answer lowers nothing
    JsonNode sent = sync(laptop);
    assertThat(sent.get("sent").asInt()).isEqualTo(2);
    assertThat(take(parts, 0).at("/bundles/0/fresh").asInt()).isZero();
    assertThat(there()).isEqualTo(revisions(here(laptop))).hasSize(42);
    assertThat(processes.server("verify", "--data", server.toString()).code()).isZero();
  }

  @Test
  void a_photograph_follows_its_record_on_two_sticks_and_no_link_sends_it_again()
      throws IOException {
    enter(2);
    enterWithPhotograph();
    Path first = work.resolve("first.bundle");
    Path second = work.resolve("second.bundle");

    JsonNode begun = export("--to", first.toString(), "--max-size", "24K");
    JsonNode ended = export("--to", second.toString(), "--continue");
    JsonNode early = take(List.of(second), 0);
    JsonNode taken = take(List.of(first), 0);
    JsonNode told = answer(Path.of(taken.at("/answers/0/file").asText()), 0);
    JsonNode sent = sync(laptop);

    assertThat(first.toFile().length()).isLessThanOrEqualTo(24 << 10);
    assertThat(begun.at("/parts/0/last").asInt()).isEqualTo(3);
    assertThat(begun.get("filesLeft").asInt()).isEqualTo(1);
    assertThat(ended.at("/parts/0/first").asInt()).isEqualTo(4);
    assertThat(ended.get("fileBytesLeft").asInt()).isZero();
    long size = ended.get("fileBytesWaiting").asLong();
    assertThat(begun.at("/parts/0/fileBytes").asLong() + ended.at("/parts/0/fileBytes").asLong())
        .isEqualTo(size);
    assertThat(early.at("/bundles/0/waiting").asInt()).isEqualTo(1);
    assertThat(taken.at("/bundles/0/files").asInt()).isEqualTo(1);
    assertThat(taken.at("/bundles/0/fileBytes").asLong()).isEqualTo(size);
    assertThat(taken.at("/bundles/0/waiting").asInt()).isZero();
    assertThat(told.get("files").asInt()).isEqualTo(1);
    assertThat(told.get("filesWaiting").asInt()).isZero();
    assertThat(sent.get("attachmentBytes").asLong()).isZero();
    assertThat(sent.get("attachmentsWaiting").asInt()).isZero();
    assertThat(blobs()).singleElement().satisfies(it -> assertThat(it).hasSize((int) size));
    String plain = new String(blobs().get(0), StandardCharsets.ISO_8859_1);
    assertThat(SomePhotograph.MARKERS).noneMatch(plain::contains);
  }

  @Test
  void a_courier_s_laptop_carries_what_it_cannot_read_and_brings_the_answer() throws IOException {
    enter(4);
    enterWithPhotograph();
    export();
    Path courier = work.resolve("courier");
    Enrolment.of(processes, server, courier, link.port());
    Path bundle = sorted(stick).get(0);

    carry(courier, bundle.toString());
    carry(courier, bundle.toString());
    link.cutAfter(4_000); // the first try is cut
    processes.agent("sync", "--data", courier.toString());
    link.mend();
    sync(courier);
    Path back = Files.createDirectory(work.resolve("back"));
    JsonNode carried = carry(courier, "--give", back.toString());

    assertThat(carried.get("given")).hasSize(1);
    assertThat(carried.get("carried")).noneMatch(it -> it.get("state").asText().equals("UP"));
    Path answer = sorted(back).get(0);
    JsonNode others =
        processes
            .agent("import-bundle", answer.toString(), "--data", courier.toString(), "--json")
            .json();
    assertThat(others).isEmpty();
    JsonNode told = answer(answer, 0);
    assertThat(told.get("acknowledged").asInt()).isEqualTo(5);
    assertThat(told.get("files").asInt()).isEqualTo(1);
    assertThat(blobs()).hasSize(1);
    assertThat(there()).isEqualTo(revisions(here(laptop))).hasSize(5);
    assertThat(here(courier)).isEmpty();
  }

  @Test
  void what_is_not_whole_ours_or_new_is_refused_by_name_and_changes_nothing() throws IOException {
    enter(3);
    export();
    Path good = sorted(stick).get(0);
    byte[] bytes = Files.readAllBytes(good);

    assertThat(refused(Arrays.copyOf(bytes, bytes.length - 100))).isEqualTo("BUNDLE_TRUNCATED");
    byte[] altered = bytes.clone();
    altered[bytes.length / 2] ^= 1;
    assertThat(refused(altered)).isEqualTo("BUNDLE_ALTERED");
    byte[] version = bytes.clone();
    version[11] = 9; // magic 8, length 2, tag of the field "format" 1, its value
    assertThat(refused(version)).isEqualTo("BUNDLE_VERSION");
    assertThat(refused("no bundle at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo("BUNDLE_NOT_ONE");

    Path otherServer = work.resolve("other");
    JsonNode foreign =
        processes
            .server("import-bundle", good.toString(), "--data", otherServer.toString(), "--json")
            .json();
    assertThat(foreign.at("/bundles/0/code").asText()).isEqualTo("BUNDLE_FOR_ANOTHER_SERVER");

    Path answered = Path.of(take(List.of(good), 0).at("/answers/0/file").asText());
    answer(answered, 0);
    Processes.Result twice =
        processes.agent("import-bundle", answered.toString(), "--data", laptop.toString());
    assertThat(twice.code()).isEqualTo(1);
    assertThat(twice.err()).contains("BUNDLE_REPLAYED");
    assertThat(processes.agent("import-bundle", good.toString(), "--data", laptop.toString()).err())
        .contains("BUNDLE_WRONG_WAY");

    Path stranger = work.resolve("stranger");
    Enrolment.of(processes, server, stranger, link.port());
    assertThat(
            processes
                .agent("import-bundle", answered.toString(), "--data", stranger.toString())
                .err())
        .contains("BUNDLE_FOR_ANOTHER_LAPTOP");

    enter(1);
    Files.delete(good);
    export();
    String device = device(laptop);
    processes
        .server("device-revoke", device, "--reason", "lost", "--data", server.toString())
        .orFail("revoke");
    assertThat(refused(Files.readAllBytes(newest(stick)))).isEqualTo("BUNDLE_DEVICE_REVOKED");
    assertThat(there()).hasSize(3);
    assertThat(here(laptop)).hasSize(4);
  }

  @Test
  void kill_9_while_exporting_and_while_taking_loses_nothing_and_leaves_nothing_half_written()
      throws Exception {
    long seed = Long.getLong("retex.seed", System.nanoTime());
    var random = new Random(seed);
    enter(60);
    for (int kill = 0; kill < 4; kill++) {
      Process export =
          processes.startAgent(
              "export-bundle",
              "--to",
              stick.toString(),
              "--max-size",
              "4K",
              "--data",
              laptop.toString());
      killAfter(export, 900 + random.nextInt(2_500));
      for (Path file : sorted(stick)) { // what has a name is whole
        assertThat(take(List.of(file), 0).at("/bundles/0/code").asText())
            .as("seed %s", seed)
            .isEmpty();
      }
    }
    export();
    Path all = newest(stick);
    for (int kill = 0; kill < 3; kill++) {
      Process taking =
          processes.startServer("import-bundle", all.toString(), "--data", server.toString());
      killAfter(taking, 1_000 + random.nextInt(2_500));
    }

    answer(Path.of(take(List.of(all), 0).at("/answers/0/file").asText()), 0);

    assertThat(there()).as("seed %s", seed).isEqualTo(revisions(here(laptop)));
    assertThat(states(laptop)).hasSize(60).doesNotContainValue("SUBMITTED");
  }

  @Test
  void a_full_stick_is_said_plainly_keeps_what_is_whole_and_the_next_stick_goes_on()
      throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "a small disk needs root");
    Path small = Files.createDirectory(work.resolve("small"));
    assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=20k", "tmpfs", small.toString()));
    try {
      enter(120);

      Processes.Result full =
          processes.agent(
              "export-bundle",
              "--to",
              small.toString(),
              "--max-size",
              "4K",
              "--data",
              laptop.toString(),
              "--json");

      assertThat(full.code()).isEqualTo(1);
      assertThat(full.json().get("code").asText()).isEqualTo("BUNDLE_DISK_FULL");
      List<Path> whole = sorted(small);
      assertThat(whole).isNotEmpty().hasSize(full.json().get("parts").size());
      take(whole, 0, "--answer-to", work.toString());
      JsonNode rest = export("--continue", "--max-size", "4K");
      assertThat(rest.at("/parts/0/first").asInt())
          .isEqualTo(full.json().at("/parts/" + (whole.size() - 1) + "/last").asInt() + 1);
      JsonNode taken = take(sorted(stick), 0);
      answer(Path.of(taken.at("/answers/0/file").asText()), 0);
      assertThat(there()).isEqualTo(revisions(here(laptop))).hasSize(120);
    } finally {
      ran("umount", "-l", small.toString());
    }
  }

  @Test
  void both_pages_export_take_answer_and_refuse() throws Exception {
    enter(3);
    processes
        .server(
            "account",
            "add",
            "--data",
            server.toString(),
            "--name",
            "ada",
            "--role",
            "administrator")
        .orFail("account");
    try (var own = new Processes(HOME, work)) {
      var here = new Browsing(own.serveAlone(laptop).http());
      var there = new Browsing(ports.http());
      there.post("/sign-in", Map.of("name", "ada", "password", Processes.SECRET));

      String written = here.post("/bundle/export", Map.of("most", ""));
      byte[] bundle = here.download(Browsing.link(written, "/bundle/out/"));
      String taken = there.upload("/bundles", bundle);
      byte[] answer = there.save(Browsing.link(taken, "/bundles/"));
      String told = here.upload("/bundle/import", answer);

      assertThat(taken).contains("3 entries are new");
      assertThat(told).contains("up to number 3");
      assertThat(here.upload("/bundle/import", answer)).contains("taken before");
      assertThat(here.upload("/bundle/import", bundle)).contains("goes the other way");
      assertThat(there.upload("/bundles", answer)).contains("goes the other way");
      assertThat(there.upload("/bundles", new byte[6_000_000])).contains("not a Retex bundle");
      assertThat(there.foreign("/bundles", bundle)).isEqualTo(403);
    }
  }

  private String refused(byte[] bytes) throws IOException {
    Path file = Files.write(work.resolve("bad.bundle"), bytes);
    return take(List.of(file), 1).at("/bundles/0/code").asText();
  }

  private JsonNode export(String... more) {
    var arguments = new ArrayList<>(List.of("export-bundle", "--data", laptop.toString()));
    arguments.add("--json");
    arguments.addAll(List.of(more));
    if (!arguments.contains("--to")) {
      arguments.addAll(List.of("--to", stick.toString()));
    }
    return processes.agent(arguments.toArray(String[]::new)).orFail("export-bundle").json();
  }

  private JsonNode take(List<Path> files, int code, String... more) {
    var arguments = new ArrayList<>(List.of("import-bundle", "--data", server.toString()));
    arguments.add("--json");
    arguments.addAll(List.of(more));
    files.forEach(file -> arguments.add(file.toString()));
    Processes.Result result = processes.server(arguments.toArray(String[]::new));
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
    return result.json();
  }

  private JsonNode answer(Path file, int code) {
    Processes.Result result =
        processes.agent("import-bundle", file.toString(), "--data", laptop.toString(), "--json");
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    return result.json();
  }

  private JsonNode carry(Path courier, String... more) {
    var arguments = new ArrayList<>(List.of("carry", "--data", courier.toString(), "--json"));
    arguments.addAll(List.of(more));
    return processes.agent(arguments.toArray(String[]::new)).orFail("carry").json();
  }

  private JsonNode sync(Path who) {
    return processes.agent("sync", "--data", who.toString(), "--json").orFail("sync").json();
  }

  /** What headquarters holds beside what it held when this test began. */
  private Map<String, String> there() {
    Map<String, String> now = revisions(records());
    assertThat(now).containsAllEntriesOf(before);
    now.keySet().removeAll(before.keySet());
    return now;
  }

  private static JsonNode records() {
    return processes.server("records", "--data", server.toString(), "--json").json();
  }

  private JsonNode here(Path who) {
    return processes.agent("list", "--data", who.toString(), "--json").orFail("list").json();
  }

  private String device(Path who) {
    return processes
        .agent("status", "--data", who.toString(), "--json")
        .json()
        .get("device")
        .asText();
  }

  private Map<String, String> states(Path who) {
    var states = new TreeMap<String, String>();
    here(who).forEach(it -> states.put(it.get("id").asText(), it.get("state").asText()));
    return states;
  }

  private static Map<String, String> revisions(JsonNode records) {
    var revisions = new TreeMap<String, String>();
    records.forEach(it -> revisions.put(it.get("id").asText(), it.get("revision").asText()));
    return revisions;
  }

  private void enter(int count) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String line = lines.get(entered % lines.size());
      text.append(
              line.replaceFirst(
                  "\"reference\": ?\"[^\"]*\"", "\"reference\": \"r" + entered + "\""))
          .append('\n');
      entered++;
    }
    Path file = Files.writeString(work.resolve("records.jsonl"), text);
    processes.agent("import", file.toString(), "--data", laptop.toString()).orFail("import");
  }

  private void enterWithPhotograph() throws IOException {
    Files.write(work.resolve("gate.jpg"), SomePhotograph.jpeg(1200, 900, 1, 7 + photographs++));
    ObjectNode line = (ObjectNode) JSON.readTree(lines.get(entered % lines.size()));
    line.put("reference", "r" + entered++);
    line.withArray("attachments").addObject().put("path", "gate.jpg");
    Path file = Files.writeString(work.resolve("records.jsonl"), line + "\n");
    processes.agent("import", file.toString(), "--data", laptop.toString()).orFail("import");
  }

  private List<byte[]> blobs() throws IOException {
    var found = new ArrayList<byte[]>();
    for (Path file : blobFiles()) {
      if (!blobsBefore.contains(file)) {
        found.add(Files.readAllBytes(file));
      }
    }
    return found;
  }

  private static List<Path> blobFiles() throws IOException {
    Path blobs = server.resolve("blobs");
    if (!Files.isDirectory(blobs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(blobs)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .filter(it -> it.getFileName().toString().endsWith(".bundle"))
              .filter(
                  it ->
                      !it.getFileName().toString().startsWith("retex-answer")
                          || folder.endsWith("back"))
              .sorted()
              .toList());
    }
  }

  private static Path newest(Path folder) throws IOException {
    List<Path> all = sorted(folder);
    return all.get(all.size() - 1);
  }

  private static void killAfter(Process process, long millis) throws InterruptedException {
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
