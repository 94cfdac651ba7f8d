package retex.bench.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signed records through the whole of ingest, beside the same rows inserted bare. */
@Command(
    name = "ingest",
    description = "Records a second that headquarters takes in, beside bare batched inserts.",
    mixinStandardHelpOptions = true)
public final class IngestBench implements Callable<Integer> {

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures here too")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--records", defaultValue = "4096", description = "Records of each laptop")
  private int records;

  @Option(names = "--laptops", defaultValue = "4", description = "Laptops that send at a time")
  private int laptops;

  @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count")
  private int rounds;

  @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before, not counted")
  private int warmUp;

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    IngestRounds.Measured it = new IngestRounds(records, laptops, warmUp, rounds).measure(home);
    System.out.printf(
        "%n%d records of %d laptops, batches of %d, SQLite, signatures checked; medians of %d"
            + " rounds%n%n",
        records * laptops, laptops, IngestRounds.BATCH, rounds);
    System.out.printf("%-40s %10s %8s%n", "", "records/s", "ratio");
    System.out.printf(
        "%-40s %10.0f %8.2f%n", "bare batched inserts of the same rows", it.inserted(), 1.0);
    System.out.printf("%-40s %10.0f %8.2f%n", "Retex", it.ingested(), it.ratio());
    System.out.printf(
        "%nlowest ratio of a round: %.2f; target: at least %.1f%n",
        it.lowest(), IngestRounds.TARGET);
    if (json.isPresent()) {
      var figures =
          JsonMapper.builder()
              .build()
              .createObjectNode()
              .put("records", records * laptops)
              .put("laptops", laptops)
              .put("database", "sqlite")
              .put("ingestedASecond", Math.rint(it.ingested()))
              .put("bareInsertsASecond", Math.rint(it.inserted()))
              .put("ratio", it.ratio())
              .put("lowestRatio", it.lowest());
      it.ratios().forEach(ratio -> figures.withArray("ratios").add(ratio));
      Files.writeString(json.get(), figures.toPrettyString() + "\n");
    }
    return it.isReached() ? 0 : 1;
  }
}
