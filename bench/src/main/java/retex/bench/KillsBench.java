package retex.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.deploy.LaptopVisit;
import retex.deploy.PackageCommand;
import retex.deploy.PortableImage;

/**
 * The packaged laptop is killed ({@code kill -9}) at random moments while answers are entered one
 * after the other through its own pages, is started and unlocked again, and must show every answer
 * that it had said to be saved. What was under way may be there or not, but nothing else.
 */
@Command(
    name = "kills",
    description = "Kill the laptop at random moments of entry; what was said to be saved is there.",
    mixinStandardHelpOptions = true)
final class KillsBench implements Callable<Integer> {

  private static final String FORM = "infantry-battalion@1";
  private static final int LATEST = 700; // milliseconds of entry before a kill
  private static final List<String> FIELDS =
      List.of(
          "narrative.strengths",
          "narrative.shortfalls",
          "answers.FP1.comment",
          "answers.FP2.comment",
          "unit.name");

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "200",
      description = "How often it is killed (default: ${DEFAULT-VALUE})")
  private int kills;

  @Option(names = "--seed", paramLabel = "N", description = "Moments and fields of this seed")
  private long seed = System.nanoTime();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures for programs")
  private Path json = Path.of("");

  private final Map<String, String> saved = new TreeMap<>(); // by field, as the laptop has said
  private Map<String, String> pending = Map.of(); // what it was told and has not said
  private int acknowledged;
  private int lost;
  private int under;
  private int kept; // of those under way

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    Path work = Files.createTempDirectory("retex-bench-kills");
    System.err.println("packaging …");
    PortableImage image = PackageCommand.agent(home, work.resolve(PackageCommand.NAME));
    var random = new Random(seed);
    long from = System.nanoTime();
    String draft = "";
    for (int kill = 0; kill <= kills; kill++) {
      var visit = new LaptopVisit(LaptopVisit.freePort());
      Process process = open(image, visit, work);
      try {
        if (draft.isEmpty()) {
          draft = visit.begin(FORM);
        } else {
          look(visit, draft);
        }
        if (kill < kills) {
          enter(visit, process, draft, random);
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from);
    System.out.println(
        "| kills | answers said to be saved | lost | under way | of them kept | s |");
    System.out.println("|---|---|---|---|---|---|");
    System.out.printf(
        "| %d | %d | %d | %d | %d | %d |%n", kills, acknowledged, lost, under, kept, seconds);
    System.out.println("seed " + seed);
    write(seconds);
    return lost == 0 ? 0 : 1;
  }

  private static Process open(PortableImage image, LaptopVisit visit, Path work)
      throws IOException, InterruptedException {
    Process process = image.start(work.resolve("agent.log"), List.of(), visit.arguments(work));
    visit.awaitPage(process, "/unlock");
    visit.unlock();
    return process;
  }

  /** Until it dies; notes what it said, and what it was told last without saying so. */
  private void enter(LaptopVisit visit, Process process, String draft, Random random)
      throws IOException, InterruptedException {
    var line = new Line(visit.port(), visit.cookies(), visit.token(draft));
    long moment = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(random.nextInt(LATEST * 1_000));
    var killer = new Thread(() -> killAt(process, moment));
    killer.start();
    pending = Map.of();
    try (line) {
      while (true) {
        String field = FIELDS.get(random.nextInt(FIELDS.size()));
        String value = "text " + acknowledged + " of seed " + seed;
        pending = Map.of(field, value);
        ObjectNode change = JsonMapper.builder().build().createObjectNode();
        change.put("name", field).put("before", saved.getOrDefault(field, "")).put("value", value);
        line.put(draft + "/field", change.toString());
        saved.put(field, value);
        pending = Map.of();
        acknowledged++;
      }
    } catch (IOException dead) {
      killer.join(); // any other answer than 200 is no IOException
    }
  }

  private static void killAt(Process process, long moment) {
    while (System.nanoTime() < moment) {
      java.util.concurrent.locks.LockSupport.parkNanos(100_000);
    }
    process.destroyForcibly();
  }

  private void look(LaptopVisit visit, String draft) throws IOException, InterruptedException {
    under += pending.size();
    for (String field : FIELDS) {
      String found = value(visit, draft, field);
      if (found.equals(pending.get(field))) {
        kept++;
      } else if (!found.equals(saved.getOrDefault(field, ""))) {
        lost++;
        System.err.println("lost: " + field + " after " + acknowledged + ", seed " + seed);
      }
      saved.put(field, found);
    }
  }

  /** What the form holds in a field, as its page says to the browser. */
  private static String value(LaptopVisit visit, String draft, String field)
      throws IOException, InterruptedException {
    String group = field.substring(0, field.indexOf('.'));
    String section =
        group.equals("answers") ? "FP" : group.equals("narrative") ? "narrative" : "about";
    String page = visit.get(draft + "?section=" + section);
    if (!page.contains("name=\"" + field + "\"")) {
      throw new IOException("the form does not show " + field);
    }
    Matcher found =
        Pattern.compile("name=\"was." + Pattern.quote(field) + "\" value=\"([^\"]*)\"")
            .matcher(page);
    return found.find() ? found.group(1) : ""; // nothing is told of an empty one
  }

  private void write(long seconds) throws IOException {
    if (json.toString().isEmpty()) {
      return;
    }
    ObjectNode figures = JsonMapper.builder().build().createObjectNode();
    figures.put("kills", kills).put("acknowledged", acknowledged).put("lost", lost);
    figures.put("underWay", under).put("underWayKept", kept).put("seconds", seconds);
    figures.put("seed", seed);
    Path caller = Path.of(System.getProperty("retex.caller", "."));
    Files.writeString(caller.resolve(json), figures.toPrettyString() + "\n");
  }
}
