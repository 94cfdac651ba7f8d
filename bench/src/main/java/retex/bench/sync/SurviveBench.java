package retex.bench.sync;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.bench.corpus.Corpus;
import retex.bench.sync.Ordeal.Blow;

/** The shipped programs under cuts and kills over bad links; nothing may be lost or doubled. */
@Command(
    name = "survive",
    description =
        "Cuts and kills amidst transfers over satellite links; what headquarters holds in the end.",
    mixinStandardHelpOptions = true)
public final class SurviveBench implements Callable<Integer> {

  private static final int ROUND_TRIP = 600; // ms
  private static final int FIRST_NET = 84;
  private static final List<Condition> CONDITIONS =
      List.of(
          new Condition(256, 1),
          new Condition(256, 5),
          new Condition(128, 1),
          new Condition(128, 5));

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures here too")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--cuts", defaultValue = "100", description = "Cuts in all, over four links")
  private int cuts;

  @Option(names = "--kills", defaultValue = "40", description = "Kills in all, of either program")
  private int kills;

  @Option(names = "--each", defaultValue = "250", description = "Records entered around each")
  private int each;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of moments, kinds and losses")
  private int seed;

  @Option(names = "--at-a-time", defaultValue = "2", description = "Links at a time")
  private int atATime;

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    Path work = Files.createTempDirectory("retex-bench-survive");
    System.out.printf("seed %d; data in %s%n%n", seed, work);
    int blows = cuts / CONDITIONS.size() + kills / CONDITIONS.size();
    List<String> lines =
        Files.readAllLines(Corpus.write(home.resolve("bench/tools"), work, blows * each, seed));
    var rows = new ArrayList<Row>();
    var pool = Executors.newFixedThreadPool(atATime);
    try {
      var running = new ArrayList<Future<Row>>();
      for (int i = 0; i < CONDITIONS.size(); i++) {
        int index = i;
        running.add(pool.submit(() -> row(home, work, index, lines)));
      }
      for (Future<Row> it : running) {
        rows.add(it.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    print(rows);
    if (json.isPresent()) {
      Files.writeString(json.get(), json(rows).toPrettyString() + "\n");
    }
    return rows.stream().allMatch(it -> it.faults().isEmpty()) ? 0 : 1;
  }

  private Row row(Path home, Path work, int index, List<String> lines) {
    Condition on = CONDITIONS.get(index);
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += each) {
      parts.add(lines.subList(from, from + each));
    }
    Path folder = work.resolve(on.rate() + "-" + on.loss());
    try (Link link =
            Link.open(
                home.resolve("bench/tools"),
                FIRST_NET + index,
                ROUND_TRIP,
                on.rate(),
                on.loss(),
                "--seed",
                Integer.toString(seed));
        Programs programs = new Programs(home, made(folder))) {
      var calm = new Ordeal(new Ends(link, programs, made(folder.resolve("calm"))), seed);
      Ordeal.Outcome uncut = calm.calm(lines);
      var ordeal =
          new Ordeal(new Ends(link, programs, made(folder.resolve("struck"))), seed + index);
      Ordeal.Outcome struck = ordeal.run(parts, falling(seed + index));
      var landed = new Landed(ordeal.server());
      var faults = new ArrayList<>(landed.faults(lines, ordeal.laptopSays()));
      uncut.addFaults("uncut", faults);
      struck.addFaults("struck", faults);
      if (!landed.payloads().equals(new Landed(calm.server()).payloads())) {
        faults.add("payloads differ from those of the run without cuts");
      }
      if (!ordeal.verified().get("faults").isEmpty()) {
        faults.add("headquarters finds faults in its own store");
      }
      return new Row(on, struck, uncut, faults);
    }
  }

  /** Of each kind as many, in an order of the seed. */
  private List<Blow> falling(long seed) {
    var falling = new ArrayList<Blow>();
    for (int i = 0; i < cuts / CONDITIONS.size(); i++) {
      falling.add(i % 2 == 0 ? Blow.OUTAGE : Blow.BROKEN);
    }
    for (int i = 0; i < kills / CONDITIONS.size(); i++) {
      falling.add(i % 2 == 0 ? Blow.LAPTOP_KILLED : Blow.SERVER_KILLED);
    }
    Collections.shuffle(falling, new Random(seed));
    return falling;
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(List<Row> rows) {
    System.out.printf(
        "%-18s %5s %7s %7s %9s %8s %11s %7s %8s %8s%n",
        "600 ms, kbit/s, %",
        "cuts",
        "laptop",
        "server",
        "amidst",
        "records",
        "bytes",
        "x uncut",
        "seconds",
        "uncut s");
    for (Row row : rows) {
      Ordeal.Blows blows = row.struck().blows();
      System.out.printf(
          "%-18s %5d %7d %7d %9d %8d %,11d %7.2f %8.0f %8.0f%n",
          row.on().rate() + ", " + row.on().loss() + " %",
          blows.cuts(),
          blows.laptopKills(),
          blows.serverKills(),
          blows.underWay(),
          row.struck().records(),
          row.struck().bytes(),
          row.ratio(),
          row.struck().seconds(),
          row.uncut().seconds());
      row.faults().forEach(it -> System.out.println("  FAULT: " + it));
    }
    System.out.printf(
        "%n%d blows, of these %d amidst a part that was crossing; every record acknowledged, once, in"
            + " order, hash for hash: %s%n",
        rows.stream().mapToInt(it -> it.struck().blows().all()).sum(),
        rows.stream().mapToInt(it -> it.struck().blows().underWay()).sum(),
        rows.stream().allMatch(it -> it.faults().isEmpty()) ? "yes" : "NO");
  }

  private ObjectNode json(List<Row> rows) {
    ObjectNode all = JsonMapper.builder().build().createObjectNode().put("seed", seed);
    var links = all.putArray("links");
    for (Row row : rows) {
      Ordeal.Blows blows = row.struck().blows();
      var it =
          links
              .addObject()
              .put("rate", row.on().rate())
              .put("loss", row.on().loss())
              .put("cuts", blows.cuts())
              .put("laptopKills", blows.laptopKills())
              .put("serverKills", blows.serverKills())
              .put("amidst", blows.underWay())
              .put("records", row.struck().records())
              .put("bytes", row.struck().bytes())
              .put("uncutBytes", row.uncut().bytes())
              .put("ratio", row.ratio())
              .put("seconds", row.struck().seconds())
              .put("uncutSeconds", row.uncut().seconds());
      var faults = it.putArray("faults");
      row.faults().forEach(faults::add);
    }
    return all;
  }

  /** Rate each way in kbit/s and packets lost each way in per cent. */
  private record Condition(int rate, int loss) {}

  private record Row(
      Condition on, Ordeal.Outcome struck, Ordeal.Outcome uncut, List<String> faults) {

    double ratio() {
      return struck.bytes() / (double) uncut.bytes();
    }
  }
}
