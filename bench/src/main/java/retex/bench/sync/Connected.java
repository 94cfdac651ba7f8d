package retex.bench.sync;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
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
 * A laptop that is served, connected and idle; notes are submitted one by one on its page. Measures
 * from the moment before that request is sent to the laptop's note of the acknowledgement: so the
 * page, the signature and the commit count.
 */
final class Connected {

  private static final JsonMapper JSON = JsonMapper.builder().build();
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

  /** {@code notes}: how many, the first of which finds nothing warm. */
  void measure(int notes, ObjectNode figures) {
    figures.put("roundTripMs", roundTrip());
    var taken = new ArrayList<Double>();
    Process serving = ends.serve(laptop, log);
    try {
      await("sync.current");
      Process hand = hand();
      try (var orders = new PrintWriter(hand.getOutputStream(), true, StandardCharsets.UTF_8);
          var said =
              new BufferedReader(
                  new InputStreamReader(hand.getInputStream(), StandardCharsets.UTF_8))) {
        for (int i = 0; i < notes; i++) {
          orders.println("seen " + i + " times");
          Instant submitted = Instant.parse(said.readLine());
          Instant acknowledged = await("sync.acknowledged records=" + (i + 1) + "$");
          taken.add(Duration.between(submitted, acknowledged).toNanos() / 1e6);
        }
      } finally {
        hand.destroy();
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

  private Process hand() throws IOException {
    var command = new ArrayList<>(ends.link().atLaptop());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NoteTaker.class.getName(),
            port()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private String port() throws IOException {
    return JSON.readTree(laptop.resolve("run/ports.json").toFile()).get("http").asText();
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
