package retex.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.bench.corpus.Corpus;
import retex.bench.ingest.IngestRounds;

/** Sends the corpus over the link with the shipped programs and compares with the link's limit. */
@Command(
    name = "sync",
    description = {
      "1,000 records over a satellite link, beside its limit and what others send; and how fast",
      "headquarters takes them in, beside bare inserts."
    },
    mixinStandardHelpOptions = true)
public final class SyncBench implements Callable<Integer> {

  private static final double TARGET = 1.2;
  private static final int ONE_BY_ONE = 5; // records on an idle, connected laptop
  private static final double SLACK_MILLIS = 100;
  private static final double MOST_CUT_SECONDS = 4;
  private static final int INGESTED = 4_096; // records of each of the senders, as bench ingest
  private static final int SENDERS = 4;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures here too")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--rtt", defaultValue = "600", description = "Round trip, ms")
  private int roundTrip;

  @Option(names = "--rate", defaultValue = "256", description = "Rate each way, kbit/s")
  private int rate;

  @Option(names = "--loss", defaultValue = "1", description = "Packets lost each way, per cent")
  private double loss;

  @Option(names = "--records", defaultValue = "1000", description = "Records to send")
  private int records;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the records")
  private int seed;

  @Option(names = "--trace", paramLabel = "FILE", description = "Note each packet here")
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--no-peers",
      description = "Leave out PouchDB and one POST a record, which take a quarter of an hour")
  private boolean noPeers;

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    Path tools = home.resolve("bench/tools");
    Path work = Files.createTempDirectory("retex-bench-sync");
    Path corpus = Corpus.write(tools, work, records, seed);
    ObjectNode figures = JsonMapper.builder().build().createObjectNode();
    String[] noting =
        trace.map(it -> new String[] {"--trace", it.toString()}).orElse(new String[0]);
    try (Link link = Link.open(tools, 81, roundTrip, rate, loss, noting);
        Programs programs = new Programs(home, work)) {
      measure(link, programs, work, corpus, figures);
      new Connected(new Ends(link, programs, work), work.resolve("laptop"))
          .measure(ONE_BY_ONE, figures);
    }
    ingest(home, figures);
    if (!noPeers) {
      print(figures); // what takes so long may be ended before it is through
      new Peers(tools, work, corpus).measure(roundTrip, rate, loss, figures);
    }
    print(figures);
    if (json.isPresent()) {
      Files.writeString(json.get(), figures.toPrettyString() + "\n");
    }
    boolean reached =
        figures.get("bytesRatio").asDouble() <= TARGET
            && figures.get("secondsRatio").asDouble() <= TARGET
            && figures.get("cutCostSeconds").asDouble() <= MOST_CUT_SECONDS
            && figures.get("ingestRatio").asDouble() >= IngestRounds.TARGET
            && figures.get("connectedAckMs").asDouble()
                <= figures.get("roundTripMs").asDouble() + SLACK_MILLIS;
    return reached ? 0 : 1;
  }

  private void measure(Link link, Programs programs, Path work, Path corpus, ObjectNode figures) {
    var ends = new Ends(link, programs, work);
    ends.teach();
    ends.serve();
    var laptops = new Laptops(ends, corpus);
    Path laptop = laptops.ready("laptop");

    Link.Counters before = link.counters();
    JsonNode report =
        programs.json(link.atLaptop(), "agent", "sync", "--data", "" + laptop, "--json");
    Link.Counters used = link.counters().since(before);

    if (report.get("records").asLong() != records || report.get("refused").asLong() != 0) {
      throw new IllegalStateException("not every record arrived: " + report);
    }
    long lines = Corpus.compressed(corpus);
    long payloads = Corpus.compressedPayloads(ends.server());
    long limit = Math.min(lines, payloads);
    double limitSeconds = limit * 8.0 / (rate * 1000.0) + 4 * roundTrip / 1000.0;
    double seconds = report.get("seconds").asDouble();
    figures
        .put("records", records)
        .put("bytes", used.both())
        .put("bytesUp", used.up())
        .put("bytesDown", used.down())
        .put("messageBytes", report.get("bytesUp").asLong() + report.get("bytesDown").asLong())
        .put("limitBytes", limit)
        .put("jsonLinesBytes", lines)
        .put("protobufBytes", payloads)
        .put("bytesRatio", used.both() / (double) limit)
        .put("seconds", seconds)
        .put("limitSeconds", limitSeconds)
        .put("secondsRatio", seconds / limitSeconds);
    new CutCost(link, programs, laptops, rate).measure(used.up(), records, figures);
  }

  /** Of the same records, on the machine at rest: the link's programs have ended. */
  private static void ingest(Path home, ObjectNode figures) throws IOException {
    IngestRounds.Measured it = new IngestRounds(INGESTED, SENDERS, WARM_UP, ROUNDS).measure(home);
    figures
        .put("ingestedASecond", Math.rint(it.ingested()))
        .put("bareInsertsASecond", Math.rint(it.inserted()))
        .put("ingestRatio", it.ratio());
  }

  /** Laptops that are enrolled, current, and have the corpus to send. */
  record Laptops(Ends ends, Path corpus) {

    Path ready(String name) {
      Path laptop = ends.enrolled(name);
      ends.enter(corpus, laptop);
      return laptop;
    }
  }

  private void print(ObjectNode it) {
    System.out.printf(
        "%d records, %d ms, %d kbit/s, %s %% loss; IP bytes both ways%n%n",
        records, roundTrip, rate, loss);
    System.out.printf("%-34s %12s %8s %10s %8s%n", "", "bytes", "x limit", "seconds", "x limit");
    row("limit (one zstd -19 file, 4 RTT)", it, "limitBytes", "limitSeconds");
    row("Retex", it, "bytes", "seconds");
    if (it.has("pouchBytes")) {
      row("PouchDB to express-pouchdb", it, "pouchBytes", "pouchSeconds");
      row("one multipart POST a record", it, "postBytes", "postSeconds");
    }
    System.out.printf("%n%-34s %12s %8s%n", "", "records/s", "x bare");
    System.out.printf(
        "%-34s %,12.0f %8.2f%n",
        "bare batched inserts of the rows", it.get("bareInsertsASecond").asDouble(), 1.0);
    System.out.printf(
        "%-34s %,12.0f %8.2f%n",
        "Retex, ingest", it.get("ingestedASecond").asDouble(), it.get("ingestRatio").asDouble());
    System.out.printf(
        "%na cut costs at most %.2f s of sending at the line rate; target: %.0f s%n",
        it.get("cutCostSeconds").asDouble(), MOST_CUT_SECONDS);
    System.out.printf(
        "one record on an idle, connected laptop: acknowledged after %.0f ms; round trip %.0f ms;"
            + " target: %.0f ms more at most%n",
        it.get("connectedAckMs").asDouble(), it.get("roundTripMs").asDouble(), SLACK_MILLIS);
    System.out.printf(
        "%ntarget: at most %.1f x both, ingest at least %.1f x bare; one file of JSON lines %d, of canonical payloads %d bytes%n",
        TARGET,
        IngestRounds.TARGET,
        it.get("jsonLinesBytes").asLong(),
        it.get("protobufBytes").asLong());
  }

  private static void row(String name, ObjectNode it, String bytes, String seconds) {
    System.out.printf(
        "%-34s %,12d %8.2f %10.2f %8.2f%n",
        name,
        it.get(bytes).asLong(),
        it.get(bytes).asDouble() / it.get("limitBytes").asDouble(),
        it.get(seconds).asDouble(),
        it.get(seconds).asDouble() / it.get("limitSeconds").asDouble());
  }
}
