package retex.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import retex.deploy.LaptopVisit;
import retex.deploy.PackageCommand;
import retex.deploy.PortableImage;
import retex.deploy.Processes;

/** What the hands feel besides {@link Saves}: opening a long form, searching among many records. */
final class Hands {

  private static final int RECORDS = 10_000;
  private static final Pattern FIELD =
      Pattern.compile("<textarea[^>]* name=\"([^\"]+\\.comment)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PortableImage image;
  private final Path work;

  Hands(PortableImage image, Path work) {
    this.image = image;
    this.work = work;
  }

  /**
   * Milliseconds of a page with 300 criteria: until it is answered, the median of 25, first
   * included; until it is painted and ready for keys, until its last criterion is a field, a page
   * of a few lines beside it, and how long a key waits on it at most, NaN these four where there is
   * no Chromium.
   */
  record LongForm(
      double answered, double painted, double whole, double shortPainted, double inputDelay) {}

  /** A form with 300 criteria in one area, opened and filled in. */
  LongForm openForm300() throws IOException, InterruptedException {
    Path extra = Files.createDirectories(work.resolve("extra/instruments"));
    String index;
    try (var in = Hands.class.getResourceAsStream("/instruments/index.txt")) {
      index = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(extra.resolve("index.txt"), index + "bench-form@1\n");
    Files.writeString(extra.resolve("bench-form.yaml"), form(300));
    int port = LaptopVisit.freePort();
    var visit = new LaptopVisit(port);
    Path folder = Files.createTempDirectory(work, "form");
    // another class path than the archive's, so that archive is not used
    List<String> settings =
        List.of(
            "-Xshare:off",
            "-cp",
            extra.getParent() + File.pathSeparator + image.folder() + "/lib/*");
    Process process = start(visit, folder, settings);
    try {
      visit.awaitPage(process, "/unlock");
      visit.unlock();
      String draft = visit.begin("bench-form@1");
      var times = new ArrayList<Double>();
      for (int i = 0; i < 25; i++) {
        long from = System.nanoTime();
        String page = visit.get(draft + "?section=AA");
        times.add((System.nanoTime() - from) / 1e6);
        if (FIELD.matcher(page).results().count() < 300) {
          throw new IOException("the page does not hold 300 criteria");
        }
      }
      double answered = Saves.percentile(times, 50);
      if (!UnlockedBrowser.isThere()) {
        return new LongForm(answered, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      }
      try (var browser = new UnlockedBrowser(port)) {
        String address = "http://127.0.0.1:" + port + draft + "?section=AA";
        double painted = FormOpening.painted(browser, address);
        double shortPainted = FormOpening.painted(browser, "http://127.0.0.1:" + port + "/users");
        double whole = FormOpening.whole(browser, address);
        double delay = InputDelay.longest(browser, address);
        return new LongForm(answered, painted, whole, shortPainted, delay);
      }
    } finally {
      Memory.end(process);
    }
  }

  private static String form(int criteria) {
    var text =
        new StringBuilder(
            """
            id: bench-form
            version: 1
            appliesTo: infantry-battalion
            title: {en: Long form, fr: Long formulaire}
            scale: {1: {en: a, fr: a}, 2: {en: b, fr: b}, 3: {en: c, fr: c}, 4: {en: d, fr: d}, "NO": {en: n, fr: n}}
            areas:
              - code: AA
                weight: 1
                title: {en: All, fr: Tout}
                criteria:
            """);
    for (int i = 1; i <= criteria; i++) {
      text.append(
          "      - {code: AA"
              + i
              + ", kind: rating, required: true, releasable: \"yes\", topics: [FP-01], text: {en:"
              + " Question "
              + i
              + " of the long form as it is read., fr: Question "
              + i
              + " du long formulaire.}}\n");
    }
    return text + "narrative:\n  - {code: strengths, required: true, title: {en: s, fr: s}}\n";
  }

  /** Milliseconds of a full-text search over 10,000 records as a page: 95th percentile of 60. */
  double search10k() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(work, "search");
    Path lines = work.resolve("many.jsonl");
    many(lines);
    Path data = folder.resolve("laptop");
    var command =
        new ArrayList<>(
            List.of(
                image.folder().resolve("runtime/bin/java").toString(),
                "-Xmx512m",
                "-cp",
                image.folder() + "/lib/*",
                PackageCommand.MAIN,
                "import",
                lines.toString(),
                "--data",
                data.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(work.resolve("import.log").toFile());
    builder.environment().put("RETEX_PASSPHRASE", Processes.SECRET);
    if (builder.start().waitFor() != 0) {
      throw new IOException("the import failed; see " + work.resolve("import.log"));
    }
    var visit = new LaptopVisit(LaptopVisit.freePort());
    Process process = start(visit, folder, List.of());
    try {
      visit.awaitPage(process, "/unlock");
      visit.unlock();
      List<String> words = List.of("embuscade", "evacuation", "réservoir", "patrol night", "fuel");
      var times = new ArrayList<Double>();
      for (int i = 0; i < 75; i++) {
        var asked = Map.of("q", words.get(i % words.size()), "state", "");
        String found =
            visit.post("/unlock", "/", asked).headers().firstValue("location").orElseThrow();
        long from = System.nanoTime();
        String page = visit.get(found);
        times.add((System.nanoTime() - from) / 1e6);
        if (!page.contains("/own/")) {
          throw new IOException("nothing was found");
        }
      }
      return Saves.percentile(times.subList(15, times.size()), 95);
    } finally {
      Memory.end(process);
    }
  }

  private static void many(Path file) throws IOException {
    var random = new Random(17);
    List<String> topics = List.of("MED-01", "FP-02", "CIED-01", "SIG-01", "OPS-01");
    List<String> words =
        List.of(
            "patrol",
            "night",
            "evacuation",
            "fuel",
            "radio",
            "convoy",
            "drill",
            "bridge",
            "camp",
            "embuscade",
            "réservoir",
            "évacuation",
            "formateur",
            "section",
            "véhicule",
            "consigne");
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < RECORDS; i++) {
        String text =
            random.ints(60, 0, words.size()).mapToObj(words::get).collect(Collectors.joining(" "));
        ObjectNode line = JSON.createObjectNode();
        line.put("kind", "trainer-note").put("unit", "U-%03d".formatted(i % 200));
        line.put("rotation", "2026-A").put("date", "2026-02-%02d".formatted(1 + i % 28));
        line.put("language", "fr").put("topic", topics.get(i % topics.size()));
        line.putObject("trainer").put("name", "Trainer " + i % 40);
        line.putObject("audience").put("total", 24).put("women", 5);
        line.put("languageOfInstruction", "fr").put("observations", text + " " + i);
        line.putObject("level").put("before", 2).put("after", 3);
        out.write(line + "\n");
      }
    }
  }

  private Process start(LaptopVisit visit, Path folder, List<String> settings) throws IOException {
    return image.start(work.resolve("agent.log"), settings, visit.arguments(folder));
  }
}
