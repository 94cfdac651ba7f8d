package retex.bench.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A laptop that is served, connected and idle; records are written one by one by another process.
 * Measures from the time in the record, which that process takes in the transaction that commits
 * it, to the served one's note of the acknowledgement: so the commit itself counts.
 */
final class Connected {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONNECT =
      "import socket,sys,time\n"
          + "best=9e9\n"
          + "for i in range(3):\n"
          + "  t=time.monotonic(); socket.create_connection((sys.argv[1],int(sys.argv[2]))).close()\n"
          + "  best=min(best,time.monotonic()-t)\n"
          + "print(best*1000)\n";

  private final Ends ends;
  private final Path laptop;
  private final Path log;

  Connected(Ends ends, Path laptop) {
    this.ends = ends;
    this.laptop = laptop;
    this.log = ends.work().resolve("connected.log");
  }

  /** {@code more} are records that the laptop does not have. */
  void measure(List<String> more, ObjectNode figures) {
    figures.put("roundTripMs", roundTrip());
    var taken = new ArrayList<Double>();
    Process serving = ends.serve(laptop, log);
    try {
      await("sync.current");
      for (int i = 0; i < more.size(); i++) {
        Path one = Files.writeString(laptop.resolveSibling("one.jsonl"), more.get(i) + "\n");
        ends.programs().run(List.of(), "agent", "import", "" + one, "--data", "" + laptop);
        Instant acknowledged = await("sync.acknowledged records=" + (i + 1) + "$");
        Instant written = Landed.lastWritten(ends.server());
        taken.add(Duration.between(written, acknowledged).toNanos() / 1e6);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ends.programs().stop(serving);
    }
    figures.set("connectedAckEachMs", figures.arrayNode());
    taken.forEach(it -> figures.withArray("connectedAckEachMs").add(Math.rint(it)));
    var sorted = taken.stream().sorted().toList();
    figures.put("connectedAckMs", Math.rint(sorted.get(sorted.size() / 2)));
  }

  private double roundTrip() {
    Link link = ends.link();
    var command = new ArrayList<>(link.atLaptop());
    command.addAll(List.of("python3", "-c", CONNECT, link.headquarters(), "" + Ends.PORT));
    try {
      Process process = new ProcessBuilder(command).start();
      return Math.rint(
          Double.parseDouble(
              new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time of the log's line that ends with {@code event}. */
  private Instant await(String event) throws IOException {
    var wanted = Pattern.compile("(\\S+) .*" + event + (event.endsWith("$") ? "" : ".*"));
    Instant until = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(until)) {
      for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
        var match = wanted.matcher(line);
        if (match.find()) {
          return OffsetDateTime.parse(match.group(1)).toInstant();
        }
      }
      pause();
    }
    throw new IllegalStateException("not seen in " + log + ": " + event);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
