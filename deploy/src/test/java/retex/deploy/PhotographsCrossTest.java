package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photographs from laptops to headquarters, by the shipped processes over a link that breaks. */
class PhotographsCrossTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path work;
  private Processes processes;
  private Path server;
  private CuttingProxy link;

  @BeforeEach
  void start() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    link = new CuttingProxy(processes.serveServer(server).grpc());
  }

  @AfterEach
  void stop() throws IOException {
    processes.close();
    link.close();
  }

  @Test
  void photographs_follow_over_a_link_that_breaks_and_nothing_of_them_crosses_twice()
      throws IOException {
    long seed = Long.getLong("retex.seed", System.nanoTime());
    var random = new Random(seed);
    Path laptop = laptop("west");
    enter(laptop, "one", photograph("a.jpg", 1), photograph("b.jpg", 2));
    long size = 0;

    JsonNode recordsFirst = sync(laptop, "--records-only");
    assertThat(recordsFirst.get("records").asInt()).isEqualTo(1);
    assertThat(recordsFirst.get("attachments").asInt()).isZero();
    assertThat(recordsFirst.get("attachmentsWaiting").asInt()).isEqualTo(2);
    size = recordsFirst.get("attachmentBytesWaiting").asLong();

    long before = link.passed();
    int cuts = 0;
    for (int i = 0; i < 6; i++) {
      link.cutAfter(5_000 + random.nextInt((int) (size / 4)));
      processes.agent("sync", "--data", laptop.toString(), "--json");
      link.mend();
      cuts++;
    }
    JsonNode last = sync(laptop);
    long crossed = link.passed() - before;

    System.out.println(
        "cuts " + cuts + ", bytes " + size + ", crossed " + crossed + ", seed " + seed);
    assertThat(last.get("attachmentsWaiting").asInt()).as("seed %s", seed).isZero();
    assertThat(files("blobs")).hasSize(2);
    // each call costs a handshake, and a cut what was under way in one buffer of the test's link
    assertThat(crossed).as("seed %s", seed).isLessThan(size + (cuts + 1) * 100_000L);
    assertThat(sync(laptop).get("bytesUp").asLong()).isLessThan(1_000);
    for (byte[] file : files("blobs")) {
      assertThat(told(file)).isEmpty();
    }
  }

  @Test
  void what_one_laptop_has_brought_another_does_not_send_again() throws IOException {
    Path west = laptop("west");
    Path east = laptop("east");
    Path photograph = photograph("a.jpg", 3);
    enter(west, "one", photograph);
    enter(east, "two", photograph);

    JsonNode first = sync(west);
    JsonNode second = sync(east);

    assertThat(first.get("attachments").asInt()).isEqualTo(1);
    assertThat(first.get("attachmentBytes").asLong()).isPositive();
    assertThat(second.get("attachmentBytes").asLong()).isZero();
    assertThat(second.get("attachmentsWaiting").asInt()).isZero();
    assertThat(files("blobs")).hasSize(1);
  }

  @Test
  void the_budget_holds_to_the_byte_and_the_next_time_goes_on_there() throws IOException {
    Path laptop = laptop("west");
    enter(laptop, "one", photograph("a.jpg", 4));

    JsonNode some = sync(laptop, "--file-bytes", "20000");
    JsonNode rest = sync(laptop);

    assertThat(some.get("attachmentBytes").asLong()).isEqualTo(20_000);
    assertThat(some.get("overBudget").asBoolean()).isTrue();
    assertThat(some.get("records").asInt()).isEqualTo(1);
    assertThat(rest.get("resumed").asBoolean()).isTrue();
    assertThat(rest.get("attachments").asInt()).isEqualTo(1);
    assertThat(some.get("attachmentBytes").asLong() + rest.get("attachmentBytes").asLong())
        .isEqualTo(some.get("attachmentBytesWaiting").asLong());
  }

  @Test
  void what_arrived_otherwise_than_it_left_is_sent_anew_the_next_time() throws IOException {
    Path laptop = laptop("west");
    enter(laptop, "one", photograph("a.jpg", 5));
    sync(laptop, "--file-bytes", "20000");
    for (Path part : paths("arriving")) { // as a power cut leaves it: the length is right
      Files.write(part, new byte[(int) Files.size(part)]);
    }

    JsonNode wrong = sync(laptop);
    JsonNode anew = sync(laptop);

    assertThat(wrong.get("attachments").asInt()).isZero();
    assertThat(wrong.get("attachmentsWaiting").asInt()).isEqualTo(1);
    assertThat(anew.get("attachments").asInt()).isEqualTo(1);
    assertThat(anew.get("attachmentsWaiting").asInt()).isZero();
    assertThat(files("blobs")).hasSize(1);
  }

  @Test
  void a_server_put_back_from_before_a_photograph_arrived_gets_it_again() throws Exception {
    Path laptop = laptop("west");
    enter(laptop, "one", photograph("a.jpg", 6));
    sync(laptop, "--records-only");
    haltServer();
    Path before = copy(server, "before");
    serve();
    assertThat(sync(laptop).get("attachments").asInt()).isEqualTo(1);
    haltServer();
    server = before;
    serve();
    assertThat(files("blobs")).isEmpty();

    JsonNode again = sync(laptop);

    assertThat(again.get("attachments").asInt()).isEqualTo(1);
    assertThat(files("blobs")).hasSize(1);
    assertThat(again.get("bytesUp").asLong()).isGreaterThan(again.get("attachmentBytes").asLong());
    assertThat(again.get("bytesDown").asLong()).isPositive();
  }

  @Test
  void a_server_put_back_from_before_a_log_that_forked_since_gets_its_photographs_again()
      throws Exception {
    Path laptop = laptop("west");
    haltServer();
    Path before = copy(server, "before");
    serve();
    enter(laptop, "one", photograph("a.jpg", 7));
    sync(laptop);
    Path twin = copy(laptop, "twin");
    enter(laptop, "two");
    sync(laptop);
    enter(twin, "three");
    assertThat(sync(twin).get("forked").asBoolean()).isTrue();
    haltServer();
    server = before;
    serve();

    sync(twin);

    assertThat(files("blobs")).hasSize(1);
  }

  @Test
  void what_crossed_before_a_cut_is_told_with_the_code() throws IOException {
    Path laptop = laptop("west");
    enter(laptop, "one", photograph("a.jpg", 8));
    link.cutAfter(40_000);

    JsonNode cut = processes.agent("sync", "--data", laptop.toString(), "--json").json();

    assertThat(cut.get("code").asText()).isEqualTo("LINK_DOWN");
    assertThat(cut.get("records").asInt()).isEqualTo(1);
    assertThat(cut.get("bytesUp").asLong()).isPositive();
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

  private Path copy(Path from, String name) throws IOException {
    Path to = work.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private JsonNode sync(Path laptop, String... more) {
    var arguments = new ArrayList<>(List.of("sync", "--data", laptop.toString(), "--json"));
    arguments.addAll(List.of(more));
    return processes.agent(arguments.toArray(String[]::new)).orFail("sync").json();
  }

  private Path photograph(String name, long seed) throws IOException {
    return Files.write(work.resolve(name), SomePhotograph.jpeg(2000, 1500, 1, seed));
  }

  private void enter(Path laptop, String reference, Path... photographs) throws IOException {
    String sample =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl")).get(0);
    ObjectNode line = (ObjectNode) JSON.readTree(sample);
    line.put("reference", reference);
    for (Path photograph : photographs) {
      line.withArray("attachments").addObject().put("path", photograph.getFileName().toString());
    }
    Path file = Files.writeString(work.resolve(reference + ".jsonl"), line + "\n");
    processes.agent("import", file.toString(), "--data", laptop.toString()).orFail("import");
  }

  private Path laptop(String name) {
    Path laptop = work.resolve(name);
    Enrolment.of(processes, server, laptop, link.port());
    return laptop;
  }

  private List<byte[]> files(String folder) throws IOException {
    var found = new ArrayList<byte[]>();
    for (Path file : paths(folder)) {
      found.add(Files.readAllBytes(file));
    }
    return found;
  }

  private List<Path> paths(String folder) throws IOException {
    Path place = server.resolve(folder);
    if (!Files.exists(place)) {
      return List.of(); // made for the first file
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> told(byte[] file) {
    String bytes = new String(file, StandardCharsets.ISO_8859_1);
    String latitude = new String(SomePhotograph.latitude(), StandardCharsets.ISO_8859_1);
    return Stream.concat(SomePhotograph.MARKERS.stream(), Stream.of(latitude))
        .filter(bytes::contains)
        .toList();
  }
}
