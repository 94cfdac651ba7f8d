package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A working day with everything that writes, and then every byte that lies about: the data folder,
 * the folder for temporary files, the logs, and what was handed out sealed.
 */
class WorkingDayTest {

  private static final List<String> FIELDS =
      List.of(
          "narrative.strengths",
          "narrative.shortfalls",
          "answers.FP1.comment",
          "answers.FP2.comment",
          "unit.name");

  /** Native parts of libraries, which these unpack for themselves; nothing of ours. */
  private static final Pattern LIBRARY = Pattern.compile("(sqlite-|libzstd|libnetty|hsperfdata).*");

  @TempDir private Path work;
  private final Map<String, byte[]> known = new LinkedHashMap<>();
  private Processes processes;
  private Path server;
  private Path laptop;
  private Path temporary;
  private Path stick;

  @BeforeEach
  void start() throws IOException {
    processes = new Processes(Path.of("..").toAbsolutePath().normalize(), work);
    server = work.resolve("server");
    laptop = work.resolve("laptop");
    temporary = Files.createDirectory(work.resolve("temporary"));
    stick = Files.createDirectory(work.resolve("stick"));
    processes.set("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void no_known_string_is_on_the_disk_after_a_day_s_work_nor_after_a_kill() throws Exception {
    String address = "127.0.0.1:" + processes.serveServer(server).grpc();
    enrol(laptop, address);
    Files.walk(temporary).filter(it -> !it.equals(temporary)).forEach(it -> it.toFile().delete());
    var created = new ConcurrentSkipListSet<String>();
    Thread eyes = watch(temporary, created);
    var pages = new LaptopPages(processes.serveAlone(laptop).http());

    day(pages);
    assertThat(known).hasSizeGreaterThanOrEqualTo(200);
    assertThat(found()).isEmpty();

    Process agent = processes.running().get(processes.running().size() - 1);
    agent.destroyForcibly().waitFor();
    assertThat(found()).isEmpty();

    pages = new LaptopPages(processes.serveAlone(laptop).http()); // recovers, and takes a copy
    assertThat(Files.list(laptop.resolve("snapshots"))).isNotEmpty();
    pages.post("/lock", Map.of());
    assertThat(found()).isEmpty();

    eyes.interrupt();
    eyes.join();
    assertThat(created).isNotEmpty().allMatch(it -> LIBRARY.matcher(it).matches());
    String text = List.copyOf(known.keySet()).get(77);
    Files.writeString(laptop.resolve("slip.txt"), "… " + text + " …");
    assertThat(found()).containsExactly(text); // the scan does find
  }

  @Test
  void a_crash_of_the_program_leaves_neither_its_memory_nor_a_report_of_it() throws Exception {
    var packaged = new PackagedLaptop(work);
    var pages = packaged.start();
    Set<Path> before = files(PackagedLaptop.image().folder());
    String draft = pages.open("infantry-battalion@1");
    remember("Known-before-the-crash");
    pages.keep(draft, "narrative.strengths", "", "Known-before-the-crash");

    Process agent = packaged.process();
    new ProcessBuilder("prlimit", "--core=unlimited", "--pid", Long.toString(agent.pid()))
        .start()
        .waitFor();
    new ProcessBuilder("kill", "-SEGV", Long.toString(agent.pid())).start().waitFor();
    agent.waitFor();

    assertThat(files(PackagedLaptop.image().folder())).isEqualTo(before);
    try (var temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(temporary.map(it -> it.getFileName().toString()))
          .noneMatch(it -> it.matches("(hs_err_pid|core[.])" + agent.pid() + ".*"));
    }
    assertThat(found()).isEmpty();
  }

  /** More than two hundred strings through everything that writes. */
  private void day(LaptopPages pages) throws IOException {
    String evaluation = form(pages);
    photographs(pages, evaluation);
    notes(pages);
    String own = imported();
    print(pages, own);
    sign(own);
    search(pages);
    team(pages, evaluation);
    onSticks();
    agent("sync", "--data", laptop.toString());
  }

  private String form(LaptopPages pages) throws IOException {
    String draft = pages.open("infantry-battalion@1");
    var last = new LinkedHashMap<String, String>();
    for (int i = 0; i < 130; i++) {
      String field = FIELDS.get(i % FIELDS.size());
      String text = remember("Known-string-" + i + "-é-" + "q".repeat(i % 7));
      var answer = pages.keep(draft, field, last.getOrDefault(field, ""), text);
      assertThat(answer.statusCode()).isEqualTo(200);
      last.put(field, text);
    }
    pages.post(draft + "/undo", Map.of("section", "FP"));
    return draft;
  }

  private void photographs(LaptopPages pages, String draft) throws IOException {
    SomePhotograph.MARKERS.forEach(this::remember);
    known.put("the latitude as cameras write it", SomePhotograph.latitude());
    remember(SomePhotograph.POSITION);
    byte[] photograph = SomePhotograph.jpeg(1200, 900, 1, 7);
    String name = remember("Known-file-name-of-a-photograph") + ".jpg";
    assertThat(pages.upload(draft + "/attachments", "FP1", name, photograph).statusCode())
        .isEqualTo(303);
    assertThat(pages.add(draft, "FP2", SomePhotograph.jpeg(900, 700, 1, 8)).statusCode())
        .isEqualTo(200);
    String page = pages.get(draft + "/attachments").body();
    assertThat(page).contains(SomePhotograph.POSITION); // it was read
    Matcher hash = Pattern.compile("/attachments/([0-9a-f]{64})").matcher(page);
    assertThat(hash.find()).isTrue();
    String caption = remember("Known-caption-of-a-photograph");
    pages.post(
        draft + "/attachments/caption",
        Map.of("at", "FP1", "hash", hash.group(1), "caption", caption));
    assertThat(pages.get("/attachments/" + hash.group(1)).statusCode()).isEqualTo(200);
  }

  private void notes(LaptopPages pages) throws IOException {
    for (int i = 0; i < 50; i++) {
      String other = pages.open("trainer-note@1");
      String text = remember("Note-string-" + i + "-à bientôt");
      for (Map.Entry<String, String> field : note(text).entrySet()) {
        pages.keep(other, field.getKey(), "", field.getValue());
      }
      if (i % 2 == 0) {
        var sent = pages.post(other + "/submission", Map.of());
        String own = sent.headers().firstValue("Location").orElseThrow();
        if (i % 4 == 0) {
          pages.post(
              own + "/withdrawal",
              Map.of("reason", remember("Known-reason-" + i), "author", "Some Author"));
        }
      } else {
        pages.post(other + "/discard", Map.of());
      }
    }
  }

  /** An evaluation that came in a file; answers its page. */
  private String imported() throws IOException {
    String text = remember("Known-strength-that-was-imported");
    String line =
        Files.readAllLines(Path.of("src/main/resources/sample/records-west.jsonl"))
            .get(0)
            .replaceFirst("\"strengths\": \"", "\"strengths\": \"" + text + " ");
    assertThat(line).contains(text);
    Path file = Files.writeString(work.resolve("input.jsonl"), line + "\n");
    agent("import", file.toString(), "--data", laptop.toString());
    for (var record : agent("list", "--data", laptop.toString(), "--json").json()) {
      if (record.get("kind").asText().equals("evaluation")
          && record.get("state").asText().equals("submitted")) {
        return "/own/" + record.get("id").asText();
      }
    }
    throw new IllegalStateException("not imported");
  }

  private static void print(LaptopPages pages, String own) throws IOException {
    for (String language : List.of("en", "fr")) {
      var paper = pages.get(own + "/paper?in=" + language);
      assertThat(paper.statusCode()).isEqualTo(200);
      assertThat(paper.body()).startsWith("%PDF");
    }
  }

  private void sign(String own) throws IOException {
    String request = work.resolve("request").toString();
    String certificate = work.resolve("certificate").toString();
    String data = laptop.toString();
    String name = remember("Col Known Signatory");
    agent("sign", "key", "--data", data, "--name", name, "--role", "chief_evaluator", request);
    server("person", "certify", "--data", server.toString(), "--out", certificate, request);
    agent("sign", "certificate", "--data", data, certificate);
    String record = own.substring("/own/".length());
    String revision =
        agent("show", record, "--data", data, "--json").json().at("/revisions/0/revision").asText();
    agent("sign", "record", "--data", data, "--revision", revision, record);
  }

  private void search(LaptopPages pages) throws IOException {
    String words = remember("Known-words-that-were-looked-for");
    String found =
        pages.post("/", Map.of("q", words)).headers().firstValue("Location").orElseThrow();
    var answer = pages.get(found);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(words);
  }

  private void team(LaptopPages pages, String draft) throws IOException {
    Path colleague = work.resolve("colleague");
    String mine = remember("Maj Known Colleague One");
    String theirs = remember("Maj Known Colleague Two");
    String card = work.resolve("card").toString();
    agent("team", "card", "--data", laptop.toString(), "--name", mine);
    var made =
        agent("team", "card", "--data", colleague.toString(), "--name", theirs, "--json", card)
            .orFail("team card")
            .json()
            .get(0);
    agent(
        "team",
        "add",
        "--data",
        laptop.toString(),
        "--fingerprint",
        made.get("fingerprint").asText(),
        card);
    String id = draft.substring("/drafts/".length());
    String device = made.get("device").asText();
    agent("team", "share", "--data", laptop.toString(), "--area", "FP=" + device, id);
    Path file = stick.resolve("team.file");
    agent("team", "export", "--data", laptop.toString(), id, file.toString());
    assertThat(file).isNotEmptyFile();
    assertThat(pages.get(draft).statusCode()).isEqualTo(200);
  }

  private void onSticks() throws IOException {
    String bundle = stick.resolve("up.bundle").toString();
    agent("export-bundle", "--data", laptop.toString(), "--to", bundle);
    String answer =
        server("import-bundle", bundle, "--data", server.toString(), "--json")
            .json()
            .at("/answers/0/file")
            .asText();
    agent("import-bundle", answer, "--data", laptop.toString());
  }

  private void enrol(Path who, String address) throws IOException {
    String token =
        server("device-token", "--data", server.toString(), "--json").json().get("token").asText();
    agent("enrol", "--data", who.toString(), "--server", address, "--token", token);
  }

  private Processes.Result agent(String... arguments) throws IOException {
    return heard(processes.agent(arguments)).orFail(String.join(" ", arguments));
  }

  private Processes.Result server(String... arguments) throws IOException {
    return heard(processes.server(arguments)).orFail(String.join(" ", arguments));
  }

  /** What a command says of a fault may be kept by whoever started it: it is looked through too. */
  private Processes.Result heard(Processes.Result result) throws IOException {
    Files.writeString(Files.createTempFile(work, "said", ".err"), result.err());
    return result;
  }

  private String remember(String text) {
    known.put(text, text.getBytes(StandardCharsets.UTF_8));
    return text;
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

  /** Which of the known strings lie in what the laptop wrote, wherever that is. */
  private Set<String> found() throws IOException {
    var found = new TreeSet<String>();
    List<List<Sought>> sought = sought();
    for (Path file : files(work)) {
      Path in = work.relativize(file);
      boolean isGiven = in.toString().matches("(input\\.jsonl|request|certificate|card|server/.*)");
      if (!isGiven && Files.exists(file)) {
        search(Files.readAllBytes(file), sought, found);
      }
    }
    return found;
  }

  private void search(byte[] file, List<List<Sought>> sought, Set<String> found) {
    for (int i = 0; i + 1 < file.length; i++) {
      for (Sought it : sought.get(pair(file, i))) {
        int end = i + it.bytes.length;
        if (end <= file.length && Arrays.equals(file, i, end, it.bytes, 0, it.bytes.length)) {
          found.add(it.name);
        }
      }
    }
  }

  /** What is known, by its first two bytes: each file is gone through once for all of it. */
  private List<List<Sought>> sought() {
    var sought = new ArrayList<List<Sought>>(Collections.nCopies(1 << 16, List.of()));
    known.forEach(
        (name, narrow) -> {
          byte[] wide =
              new String(narrow, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE);
          for (byte[] bytes : List.of(narrow, wide)) {
            var more = new ArrayList<>(sought.get(pair(bytes, 0)));
            more.add(new Sought(name, bytes));
            sought.set(pair(bytes, 0), more);
          }
        });
    return sought;
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /** Some bytes, and the string that they are. */
  private record Sought(String name, byte[] bytes) {}

  private static Set<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new TreeSet<>(files.filter(Files::isRegularFile).toList());
    }
  }

  /** Notes the name of whatever is ever made in a folder, however short it lasts. */
  private static Thread watch(Path folder, Set<String> created) throws IOException {
    var service = folder.getFileSystem().newWatchService();
    folder.register(service, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
    var eyes =
        new Thread(
            () -> {
              try (service) {
                while (true) {
                  var key = service.take();
                  key.pollEvents().forEach(it -> created.add(String.valueOf(it.context())));
                  key.reset();
                }
              } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "eyes");
    eyes.setDaemon(true);
    eyes.start();
    return eyes;
  }
}
