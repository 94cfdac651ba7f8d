package retex.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A satellite link on this machine: two network namespaces and {@code satlink.py} between them. To
 * be closed. Needs root, Python 3, iproute2 and /dev/net/tun.
 */
final class Link implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final BufferedReader out;
  private final Writer orders;
  private final String prefix;
  private final int net;

  private Link(Process process, BufferedReader out, String prefix, int net) {
    this.process = process;
    this.out = out;
    this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
    this.prefix = prefix;
    this.net = net;
  }

  /** Round trip in milliseconds, rate in kbit/s, loss in per cent; {@code net} 1 to 254. */
  static Link open(Path tools, int net, int roundTrip, int rate, double loss, String... more) {
    String prefix = "rb" + net;
    var command =
        new ArrayList<>(
            List.of(
                "python3",
                tools.resolve("satlink.py").toString(),
                "--rtt",
                Integer.toString(roundTrip),
                "--rate",
                Integer.toString(rate),
                "--loss",
                Double.toString(loss),
                "--prefix",
                prefix,
                "--net",
                "10.77." + net,
                "--stdin"));
    command.addAll(List.of(more));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      if (!"ready".equals(out.readLine())) {
        throw new Unfit("the link did not come up; it needs root, iproute2 and /dev/net/tun");
      }
      return new Link(process, out, prefix, net);
    } catch (IOException e) {
      throw new Unfit("python3 could not be started: " + e.getMessage());
    }
  }

  /** Address of headquarters' end. */
  String headquarters() {
    return "10.77." + net + ".2";
  }

  /** What a program at the laptop's end is started with. */
  List<String> atLaptop() {
    return List.of("ip", "netns", "exec", prefix + "-laptop");
  }

  /** What a program at headquarters' end is started with. */
  List<String> atHeadquarters() {
    return List.of("ip", "netns", "exec", prefix + "-hq");
  }

  /** IP bytes that have entered the link so far, each way. */
  synchronized Counters counters() {
    try {
      new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).start().waitFor();
      JsonNode now = JSON.readTree(out.readLine());
      return new Counters(bytes(now, "up"), bytes(now, "down"));
    } catch (IOException e) {
      throw new Unfit("the link broke: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Drops everything from now on for so long. */
  void outage(Duration time) {
    order("outage " + time.toMillis() / 1000.0);
  }

  /** Every connection that stands is broken: its next packets are answered with a reset. */
  void forget() {
    order("forget");
  }

  private void order(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new Unfit("the link broke: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    process.toHandle().destroy(); // Process.destroy would close the pipe that it reports to
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long bytes(JsonNode now, String direction) {
    return now.get(direction).get("in").get("bytes").asLong();
  }

  /** Bytes each way. */
  record Counters(long up, long down) {

    long both() {
      return up + down;
    }

    Counters since(Counters before) {
      return new Counters(up - before.up, down - before.down);
    }
  }

  /** This machine cannot run the benchmark. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String why) {
      super(why);
    }
  }
}
