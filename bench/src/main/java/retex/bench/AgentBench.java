package retex.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.deploy.LaptopVisit;
import retex.deploy.PackageCommand;
import retex.deploy.PortableImage;

/**
 * The laptop from its package, beside a bare Micronaut packaged the same way, PouchDB on Node, and
 * a bare transaction of SQLite on the same disk. Programs are started in turn, so that whatever
 * else the machine does meets all of them.
 */
@Command(
    name = "agent",
    description = {
      "Start, memory, saving, searching and opening forms on the laptop.",
      "Ends with 3 where a limit was missed, and says which."
    },
    mixinStandardHelpOptions = true)
final class AgentBench implements Callable<Integer> {

  private static final int LIMIT_MISSED = 3; // 1 and 2 are a failure and a wrong command

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures for programs")
  private Path json = Path.of("");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Starts of each program (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    Path work = Files.createTempDirectory("retex-bench-agent");
    System.err.println("packaging …");
    PortableImage agent = PackageCommand.agent(home, work.resolve(PackageCommand.NAME));
    var bare = new BarePage(LaptopVisit.freePort());
    PortableImage hello =
        PortableImage.make(
            work.resolve("hello"),
            "hello",
            "retex.bench.hello.Hello",
            home.resolve("bench/hello/target"),
            bare);

    var ready = new ArrayList<Double>();
    var helloReady = new ArrayList<Double>();
    var pouchReady = new ArrayList<Double>();
    var rss = new ArrayList<Double>();
    var helloRss = new ArrayList<Double>();
    var pouchRss = new ArrayList<Double>();
    PouchDb pouch = PouchDb.install(work);
    for (int round = 0; round < rounds; round++) {
      System.err.println("start " + (round + 1) + " of " + rounds + " …");
      start(hello, bare, work, helloReady, helloRss);
      laptop(agent, work, ready, rss);
      pouch.start(pouchReady, pouchRss);
    }

    System.err.println("saving, searching, opening …");
    var hands = new Hands(agent, work);
    Saves saves = Saves.of(agent, work);
    Hands.LongForm form = hands.openForm300();
    double search = hands.search10k();

    ObjectNode figures = JsonMapper.builder().build().createObjectNode();
    figures.put("readySeconds", median(ready));
    figures.put("helloSeconds", median(helloReady));
    figures.put("rssMb", median(rss));
    figures.put("helloRssMb", median(helloRss));
    figures.setAll(SavesBench.figures(saves));
    figures.put("search10kMs", search);
    figures.put("openForm300HttpMs", form.answered());
    boolean isPainted = !Double.isNaN(form.painted());
    figures.put("openForm300Ms", isPainted ? form.painted() : form.answered());
    if (isPainted) {
      figures.put("wholeForm300Ms", form.whole());
      figures.put("openShortPageMs", form.shortPainted());
      figures.put("inputDelayMs", form.inputDelay());
    }
    if (!pouchReady.isEmpty()) {
      figures.put("pouchSeconds", median(pouchReady));
      figures.put("pouchRssMb", median(pouchRss));
    }
    print(figures, pouch.why());
    if (!json.toString().isEmpty()) {
      Path caller = Path.of(System.getProperty("retex.caller", "."));
      Files.writeString(caller.resolve(json), figures.toPrettyString() + "\n");
    }
    List<String> missed = Limits.missed(figures);
    missed.forEach(it -> System.err.println("limit missed: " + it));
    return missed.isEmpty() ? 0 : LIMIT_MISSED;
  }

  private static void start(
      PortableImage image, BarePage page, Path work, List<Double> ready, List<Double> rss)
      throws IOException, InterruptedException {
    Process process = image.start(work.resolve("hello.log"), page.settings(), List.of());
    try {
      ready.add(seconds(page.await(process)));
      rss.add(Memory.residentMb(process));
    } finally {
      Memory.end(process);
    }
  }

  /** Start to the first page that a user can use, which asks for the passphrase; then a form. */
  private static void laptop(PortableImage image, Path work, List<Double> ready, List<Double> rss)
      throws IOException, InterruptedException {
    var visit = new LaptopVisit(LaptopVisit.freePort());
    Path folder = Files.createTempDirectory(work, "laptop");
    Process process =
        image.start(work.resolve("agent.log"), visit.settings(), visit.arguments(folder));
    try {
      ready.add(seconds(visit.awaitPage(process, "/unlock")));
      visit.unlock();
      visit.get(visit.begin("infantry-battalion@2") + "?section=FP");
      rss.add(Memory.residentMb(process));
    } finally {
      Memory.end(process);
    }
  }

  /** As a table of docs/performance.md, which is taken from here. */
  private static void print(ObjectNode it, String noPouch) {
    row("figure", "Retex", "beside it", "ratio", "limit");
    System.out.println("|---|---|---|---|---|");
    compare(it, "start to first usable page, s", "readySeconds", "helloSeconds", "1.6 of bare");
    compare(it, "resident after opening a form, MB", "rssMb", "helloRssMb", "1.8 of bare");
    compare(it, "an answer saved, median, ms", "saveMedianMs", "bareSaveMedianMs", "");
    compare(it, "an answer saved, p99, ms", "saveP99Ms", "bareSaveP99Ms", "2 of bare SQLite");
    alone(it, "resident after 3,000 saves, MB", "savedRssMb", "");
    alone(it, "search among 10,000 records, p95, ms", "search10kMs", "50");
    alone(it, "a form of 300 criteria answered, ms", "openForm300HttpMs", "");
    if (it.has("inputDelayMs")) {
      String what = "a form of 300 criteria painted and ready / a page of a few lines, ms";
      compare(it, what, "openForm300Ms", "openShortPageMs", "150");
      alone(it, "its last criterion is a field, ms", "wholeForm300Ms", "");
      alone(it, "a key waits on it at most, ms", "inputDelayMs", "50");
    } else {
      System.out.println("When a form is painted and how long a key waits: no Chromium here.");
    }
    if (it.has("pouchSeconds")) {
      alone(it, "PouchDB 9 on Node, start, s", "pouchSeconds", "");
      alone(it, "PouchDB 9 on Node, resident, MB", "pouchRssMb", "");
    } else {
      System.out.println("PouchDB on Node was not measured: " + noPouch);
    }
  }

  private static void compare(ObjectNode it, String what, String ours, String bare, String limit) {
    double one = it.get(ours).asDouble();
    double two = it.get(bare).asDouble();
    row(what, number(one), number(two), number(one / two), limit);
  }

  private static void alone(ObjectNode it, String what, String figure, String limit) {
    row(what, number(it.get(figure).asDouble()), "", "", limit);
  }

  private static void row(String what, String ours, String other, String ratio, String limit) {
    System.out.printf("| %s | %s | %s | %s | %s |%n", what, ours, other, ratio, limit);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }
}
