package retex.bench.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a cut costs: a laptop's process is killed so long after it dialled, and begins again. All
 * bytes that it sent in both calls, less those of a call that was not cut, are what was sent again,
 * the second handshake and a compressor that must begin anew among them.
 */
final class CutCost {

  private static final List<Double> MOMENTS = List.of(2.0, 3.5, 5.0); // seconds after dialling
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Link link;
  private final Programs programs;
  private final SyncBench.Laptops laptops;
  private final int rate;

  CutCost(Link link, Programs programs, SyncBench.Laptops laptops, int rate) {
    this.link = link;
    this.programs = programs;
    this.laptops = laptops;
    this.rate = rate;
  }

  void measure(long bytesUpUncut, long records, ObjectNode figures) {
    double most = 0;
    var each = figures.arrayNode();
    for (int i = 0; i < MOMENTS.size(); i++) {
      Path laptop = laptops.ready("cut-" + i);
      Link.Counters before = link.counters();
      Process sync = programs.begin(link.atLaptop(), "agent", "sync", "--data", "" + laptop);
      awaitDial(before);
      pause(Duration.ofMillis((long) (MOMENTS.get(i) * 1_000)));
      programs.kill(sync);
      var report = programs.json(link.atLaptop(), "agent", "sync", "--data", "" + laptop, "--json");
      if (report.get("acknowledged").asLong() != records) {
        throw new IllegalStateException("not every record arrived: " + report);
      }
      long again = link.counters().since(before).up() - bytesUpUncut;
      double seconds = again * 8.0 / (rate * 1_000.0);
      each.addObject()
          .put("atSeconds", MOMENTS.get(i))
          .put("sentAgainBytes", again)
          .put("seconds", Math.rint(seconds * 100) / 100);
      most = Math.max(most, seconds);
    }
    figures.set("cuts", each);
    figures.put("cutCostSeconds", Math.rint(most * 100) / 100);
  }

  private void awaitDial(Link.Counters before) {
    Instant until = Instant.now().plus(PATIENCE);
    while (link.counters().since(before).up() == 0) {
      if (Instant.now().isAfter(until)) {
        throw new IllegalStateException("the laptop did not dial");
      }
      pause(Duration.ofMillis(20));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
