package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a laptop meets in the field: crashes, full disks, thieves, other users, hostile pages. */
class BadDaysTest {

  private static final int KILLS = Integer.getInteger("retex.kills", 10);
  private static final List<String> FIELDS =
      List.of(
          "narrative.strengths",
          "narrative.shortfalls",
          "answers.FP1.comment",
          "answers.FP2.comment",
          "unit.name");

  @TempDir private static Path common;
  private static Processes shared; // a laptop for the tests that leave one as they found it
  private static int port;

  @TempDir private Path work;
  private Processes processes;

  @BeforeAll
  static void serve() {
    shared = new Processes(Path.of("..").toAbsolutePath().normalize(), common);
    port = shared.serveAgent(common.resolve("laptop")).http();
  }

  @AfterAll
  static void end() {
    shared.close();
  }

  @BeforeEach
  void start() {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void kill_9_at_random_moments_of_entry_loses_nothing_that_was_said_to_be_saved()
      throws Exception {
    long seed = Long.getLong("retex.seed", System.nanoTime());
    var random = new Random(seed);
    var laptop = new PackagedLaptop(work);
    var pages = laptop.start();
    String draft = pages.open("infantry-battalion@1");
    var saved = new TreeMap<String, String>();
    int said = 0;

    for (int kill = 0; kill < KILLS; kill++) {
      Process agent = laptop.process();
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(700));
      Thread killer = new Thread(() -> killAt(agent, until));
      killer.start();
      var tried = new TreeMap<String, String>();
      try {
        while (true) {
          String field = FIELDS.get(random.nextInt(FIELDS.size()));
          String value = "text " + said + " of seed " + seed;
          tried.put(field, value);
          var answer = pages.keep(draft, field, saved.getOrDefault(field, ""), value);
          assertThat(answer.statusCode()).isEqualTo(200);
          saved.put(field, value);
          tried.remove(field);
          said++;
        }
      } catch (IOException dead) {
        killer.join();
      }
      pages = laptop.start();
      for (String field : FIELDS) {
        String found = value(pages, draft, field);
        assertThat(found)
            .as("%s after kill %s of seed %s", field, kill, seed)
            .isIn(saved.getOrDefault(field, ""), tried.getOrDefault(field, "–"));
        saved.put(field, found);
      }
    }
    laptop.close();
    System.out.println("kills " + KILLS + ", kept " + said + ", lost 0, seed " + seed);
  }

  @Test
  void a_clock_set_back_a_year_loses_nothing_and_stops_nothing() throws Exception {
    Path laptop = work.resolve("laptop");
    var pages = new LaptopPages(processes.serveAgent(laptop).http());
    String draft = pages.open("infantry-battalion@1");
    pages.keep(draft, "narrative.strengths", "", "Written today.");
    processes.running().get(0).destroyForcibly().waitFor();
    processes.moveClocks(Duration.ofDays(-365));

    pages = new LaptopPages(processes.serveAgent(laptop).http());
    assertThat(value(pages, draft, "narrative.strengths")).isEqualTo("Written today.");
    assertThat(keep(pages, draft, "narrative.strengths", "Written a year ago.")).isEqualTo(200);
    assertThat(keep(pages, draft, "answers.FP1.comment", "By day alone.")).isEqualTo(200);
    pages.post(draft + "/undo", Map.of("section", "FP"));
    pages.post(draft + "/undo", Map.of("section", "FP"));

    assertThat(value(pages, draft, "answers.FP1.comment")).isEmpty();
    assertThat(value(pages, draft, "narrative.strengths")).isEqualTo("Written today.");
    String note = pages.open("trainer-note@1");
    for (Map.Entry<String, String> field : note("Seen with a wrong clock.").entrySet()) {
      pages.keep(note, field.getKey(), "", field.getValue());
    }
    assertThat(pages.post(note + "/submission", Map.of()).headers().firstValue("Location"))
        .hasValueSatisfying(own -> assertThat(own).startsWith("/own/"));
    processes.close();
    processes.moveClocks(Duration.ZERO);
    assertThat(processes.agent("list", "--data", laptop.toString(), "--json").orFail("list").json())
        .extracting(it -> it.get("state").asText())
        .containsExactlyInAnyOrder("draft", "submitted");
  }

  @Test
  void a_full_disk_is_said_plainly_loses_nothing_and_heals() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "a small disk needs root");
    Path disk = Files.createDirectory(work.resolve("disk"));
    assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()));
    try {
      Path laptop = disk.resolve("laptop");
      var pages = new LaptopPages(processes.serveAgent(laptop).http());
      String draft = pages.open("infantry-battalion@1");
      Path filler = disk.resolve("filler");
      fill(filler);

      HttpResponse<String> answer = null;
      String saved = "";
      for (int i = 0; i < 2000 && (answer == null || answer.statusCode() == 200); i++) {
        String next = "sentence " + i + " ".repeat(i % 3) + "x".repeat(500);
        answer = pages.keep(draft, "narrative.strengths", saved, next);
        saved = answer.statusCode() == 200 ? next : saved;
      }
      assertThat(answer.statusCode()).isEqualTo(507);
      assertThat(LaptopPages.json(answer).get("code").asText()).isEqualTo("DISK_FULL");
      assertThat(value(pages, draft, "narrative.strengths")).isEqualTo(saved);

      Files.delete(filler);
      assertThat(pages.keep(draft, "narrative.strengths", saved, "room again").statusCode())
          .isEqualTo(200);
      processes.running().get(0).destroyForcibly().waitFor();
      pages = new LaptopPages(processes.serveAgent(laptop).http());
      assertThat(value(pages, draft, "narrative.strengths")).isEqualTo("room again");
      processes.close();
    } finally {
      ran("umount", "-l", disk.toString());
    }
  }

  @Test
  void a_photograph_a_submission_and_an_export_on_a_full_disk_lose_nothing_and_heal()
      throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "a small disk needs root");
    Path disk = Files.createDirectory(work.resolve("disk"));
    assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()));
    try {
      Path laptop = disk.resolve("laptop");
      enrol(laptop);
      var pages = new LaptopPages(processes.serveAlone(laptop).http());
      String evaluation = pages.open("infantry-battalion@1");
      byte[] photograph = SomePhotograph.jpeg(1200, 900, 1, 5);
      var notes = new ArrayList<String>();
      for (int i = 0; i < 40; i++) {
        String note = pages.open("trainer-note@1");
        for (Map.Entry<String, String> field : note("Note " + i).entrySet()) {
          pages.keep(note, field.getKey(), "", field.getValue());
        }
        pages.keep(note, "observations", "Note " + i, "Note " + i + " x".repeat(4_000));
        notes.add(note);
      }
      // an agent that begins anew has an empty log of its database: what it writes needs room
      processes.close();
      pages = new LaptopPages(processes.serveAlone(laptop).http());
      Path filler = disk.resolve("filler");
      fill(filler);

      var refused = pages.add(evaluation, "FP1", photograph);
      assertThat(refused.statusCode()).isEqualTo(507);
      assertThat(refused.body()).contains("no room");
      assertThat(pages.get(evaluation + "/attachments").body()).doesNotContain("<img");

      var submitted = new ArrayList<String>();
      String stopped = "";
      for (String note : notes) {
        var answer = pages.post(note + "/submission", Map.of());
        if (answer.statusCode() == 507) {
          assertThat(answer.body()).contains("disk");
          stopped = note;
          break;
        }
        assertThat(answer.statusCode()).isEqualTo(303);
        submitted.add(answer.headers().firstValue("Location").orElseThrow());
      }
      assertThat(stopped).as("a submission that met the full disk").isNotEmpty();
      assertThat(pages.get(stopped).statusCode()).isEqualTo(200);

      Path stick = disk.resolve("stick.bundle");
      var export =
          processes.agent("export-bundle", "--data", laptop.toString(), "--to", stick.toString());
      assertThat(export.code()).isEqualTo(1);
      assertThat(export.err()).containsAnyOf("BUNDLE_FILE_FAILED", "DISK_FULL");
      assertThat(stick).doesNotExist();

      Files.delete(filler);
      assertThat(pages.add(evaluation, "FP1", photograph).statusCode()).isEqualTo(200);
      assertThat(pages.post(stopped + "/submission", Map.of()).headers().firstValue("Location"))
          .hasValueSatisfying(own -> assertThat(own).startsWith("/own/"));
      for (String own : submitted) {
        assertThat(pages.get(own).statusCode()).isEqualTo(200);
      }
      processes
          .agent("export-bundle", "--data", laptop.toString(), "--to", stick.toString())
          .orFail("export-bundle");
      assertThat(stick).isNotEmptyFile();
      processes.close();
    } finally {
      ran("umount", "-l", disk.toString());
    }
  }

  private void enrol(Path laptop) {
    Path server = work.resolve("server");
    Enrolment.of(processes, server, laptop, processes.serveServer(server).grpc());
  }

  @Test
  void a_field_that_no_form_has_is_refused_by_name_not_by_an_incident() throws Exception {
    var pages = new LaptopPages(port);
    String draft = pages.open("infantry-battalion@1");

    var answer = pages.keep(draft, "anything", "", "written");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(LaptopPages.json(answer).get("code").asText()).isEqualTo("FIELD_NOT_IN_FORM");
    assertThat(pages.keep(draft, "unit.name", "", "Some Unit").statusCode()).isEqualTo(200);
  }

  @Test
  void a_hostile_page_in_the_same_browser_is_refused() throws Exception {
    assertThat(raw(port, "GET / HTTP/1.1\r\nHost: rebound.example:" + port))
        .containsPattern(" 40[13] ");
    String post =
        "POST /drafts HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 3\r\nHost: 127.0.0.1:"
            + port
            + "\r\n";
    assertThat(raw(port, post + "Origin: http://evil.example")).containsPattern(" 40[13] ");
    assertThat(raw(port, post + "Sec-Fetch-Site: cross-site")).containsPattern(" 40[13] ");
    assertThat(raw(port, post + "Origin: null")).containsPattern(" 40[13] ");
    String own = post + "Origin: http://127.0.0.1:" + port;
    assertThat(raw(port, own, "a=b")).contains(" 422 "); // no token
    assertShortWayIsGuarded(port);
    assertThat(raw(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port)).contains(" 200 ");
  }

  /** The way that a save takes past the router asks the same questions. */
  private static void assertShortWayIsGuarded(int port) throws IOException {
    var pages = new LaptopPages(port);
    String draft = pages.open("infantry-battalion@1");
    String body = "{\"name\":\"unit.name\",\"before\":\"\",\"value\":\"written\"}";
    String token = pages.token();
    List<String> hostile =
        List.of(
            "Host: rebound.example:" + port,
            "Host: 127.0.0.1:" + port + "\r\nOrigin: http://evil.example",
            "Host: 127.0.0.1:" + port + "\r\nOrigin: null",
            "Host: 127.0.0.1:" + port + "\r\nSec-Fetch-Site: cross-site");
    for (String headers : hostile) {
      assertThat(put(port, draft, token, headers, body)).as(headers).containsPattern(" 40[13] ");
    }
    String own = "Host: 127.0.0.1:" + port + "\r\nOrigin: http://127.0.0.1:" + port;
    assertThat(put(port, draft, "a guess", own, body)).contains(" 422 ");
    assertThat(value(pages, draft, "unit.name")).isEmpty();
    assertThat(put(port, draft, token, own, body)).contains(" 200 ");
    assertThat(value(pages, draft, "unit.name")).isEqualTo("written");
  }

  private static String put(int port, String draft, String token, String headers, String body)
      throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("PUT "
                      + draft
                      + "/field HTTP/1.1\r\nContent-Type: application/json\r\nX-CSRF-Token: "
                      + token
                      + "\r\nContent-Length: "
                      + body.length()
                      + "\r\n"
                      + headers
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      return String.valueOf(in.readLine());
    }
  }

  @Test
  void another_user_of_the_laptop_gets_the_unlock_page_alone() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "another user needs root");
    String[] asNobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    assumeTrue(ran(with(asNobody, "true")));

    String home = "http://127.0.0.1:" + port + "/";
    assertThat(said(with(asNobody, "curl", "-s", "-o", "/dev/null", "-w", "%{redirect_url}", home)))
        .endsWith("/unlock");
    assertThat(
            said(
                with(
                    asNobody,
                    "curl",
                    "-s",
                    "-w",
                    "%{http_code}",
                    "-o",
                    "/dev/null",
                    home + "unlock")))
        .isEqualTo("200");
    assertThat(ran(with(asNobody, "ls", common.resolve("laptop").toString()))).isFalse();
    assertThat(new LaptopPages(port).get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void whoever_does_not_know_the_passphrase_waits_longer_and_longer() throws Exception {
    Path laptop = work.resolve("laptop");
    var pages = new LaptopPages(processes.serveAgent(laptop).http());
    String draft = pages.open("infantry-battalion@1");
    pages.post("/lock", Map.of());
    assertThat(pages.keep(draft, "unit.name", "", "typed while locked").statusCode())
        .isEqualTo(423);
    assertThat(pages.get("/session").statusCode()).isEqualTo(423);
    for (int i = 0; i < 5; i++) {
      assertThat(pages.post("/unlock", Map.of("passphrase", "a guess " + i)).statusCode())
          .isEqualTo(403);
    }

    var right = pages.post("/unlock", Map.of("passphrase", Processes.SECRET));

    assertThat(right.statusCode()).isEqualTo(403);
    assertThat(right.body()).contains("1 s");
    Thread.sleep(1_500);
    assertThat(pages.post("/unlock", Map.of("passphrase", Processes.SECRET)).statusCode())
        .isEqualTo(303);
    assertThat(pages.get("/").statusCode()).isEqualTo(200);
    assertThat(new LaptopPages(0 + port(laptop)).get("/").statusCode()).isEqualTo(303);
  }

  private static Map<String, String> note(String text) {
    return Map.of(
        "unit.name", text,
        "unit.type", "infantry-battalion",
        "trainer.name", "Some One",
        "topic", "MED-01",
        "audience.total", "4",
        "audience.women", "2",
        "level.before", "1",
        "level.after", "2",
        "observations", text);
  }

  /** Keeps over what the page shows. */
  private static int keep(LaptopPages pages, String draft, String field, String text)
      throws IOException {
    return pages.keep(draft, field, value(pages, draft, field), text).statusCode();
  }

  private static String value(LaptopPages pages, String draft, String field) throws IOException {
    String section =
        field.startsWith("answers") ? "FP" : field.startsWith("narrative") ? "narrative" : "about";
    String page = pages.get(draft + "?section=" + section).body();
    var found =
        java.util.regex.Pattern.compile(
                "name=\"was." + java.util.regex.Pattern.quote(field) + "\" value=\"([^\"]*)\"")
            .matcher(page);
    assertThat(page).as("shows " + field).contains("name=\"" + field + "\"");
    return found.find() ? found.group(1) : ""; // nothing is told of an empty one
  }

  private int port(Path laptop) throws IOException {
    return Integer.parseInt(
        Files.readString(laptop.resolve("run/ports.json")).replaceAll("[^0-9]", ""));
  }

  private static void killAt(Process agent, long until) {
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(200_000);
    }
    agent.destroyForcibly();
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.size(filler)).isPositive();
    }
  }

  private static String raw(int port, String head) throws IOException {
    return raw(port, head, "");
  }

  private static String raw(int port, String head, String body) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              (head + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
      }
    }
  }

  private static String[] with(String[] before, String... command) {
    return Stream.concat(Stream.of(before), Stream.of(command)).toArray(String[]::new);
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static String said(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
