package retex.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.deploy.PackageCommand;
import retex.deploy.PortableImage;

/** The part of {@link AgentBench} that a busy machine spoils most, alone and several times. */
@Command(
    name = "saves",
    description = "An answer saved on the packaged laptop, beside one bare transaction of SQLite.",
    mixinStandardHelpOptions = true)
final class SavesBench implements Callable<Integer> {

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Laptops started, one after the other (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures for programs")
  private Path json = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    Path work = Files.createTempDirectory("retex-bench-saves");
    System.err.println("packaging …");
    PortableImage agent = PackageCommand.agent(home, work.resolve(PackageCommand.NAME));

    System.out.println("| run | median, ms | p99, ms | bare median | bare p99 | ratio | MB |");
    System.out.println("|---|---|---|---|---|---|---|");
    var ours = new ArrayList<Double>();
    var bare = new ArrayList<Double>();
    var resident = new ArrayList<Double>();
    for (int run = 1; run <= runs; run++) {
      Saves saves = Saves.of(agent, work);
      ours.addAll(saves.ours());
      bare.addAll(saves.bare());
      resident.add(saves.rssMb());
      row(Integer.toString(run), saves);
    }
    var all = new Saves(ours, bare, AgentBench.median(resident));
    row("all", all);
    if (!json.toString().isEmpty()) {
      Path caller = Path.of(System.getProperty("retex.caller", "."));
      Files.writeString(caller.resolve(json), figures(all).toPrettyString() + "\n");
    }
    return 0;
  }

  static ObjectNode figures(Saves saves) {
    ObjectNode figures = JsonMapper.builder().build().createObjectNode();
    figures.put("saveMedianMs", saves.median());
    figures.put("bareSaveMedianMs", saves.bareMedian());
    figures.put("saveP99Ms", saves.p99());
    figures.put("bareSaveP99Ms", saves.bareP99());
    figures.put("savedRssMb", saves.rssMb());
    return figures;
  }

  private static void row(String run, Saves it) {
    double ratio = it.p99() / it.bareP99();
    List<Double> figures =
        List.of(it.median(), it.p99(), it.bareMedian(), it.bareP99(), ratio, it.rssMb());
    Object[] cells =
        figures.stream()
            .map(one -> String.format(Locale.ROOT, one < 10 ? "%.2f" : "%.0f", one))
            .toArray();
    System.out.printf("| " + run + " | %s | %s | %s | %s | %s | %s |%n", cells);
  }
}
