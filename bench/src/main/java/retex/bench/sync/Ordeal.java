package retex.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A served laptop and headquarters over one link, struck while records that are entered beside
 * cross it, after so many bytes of them as one seed says: outages, broken connections, either
 * program killed. Then the link is left in peace until headquarters has everything.
 */
final class Ordeal {

  private static final int LEAST_CROSSED = 2_000; // IP bytes of a part: more than idle talk
  private static final int MORE_CROSSED = 18_000; // a part of 250 records is some 40,000
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60); // for them to cross
  private static final int LONGEST_OUTAGE = 12_000; // ms
  private static final int LONGEST_ABSENCE = 2_000; // ms until a killed program is started again
  private static final Duration PATIENCE = Duration.ofMinutes(10); // until everything has arrived
  private static final int MOST_CALLS = 5; // by hand, in the end

  private final Ends ends;
  private final Random random;
  private final Path laptop;
  private final Path log;
  private Process headquarters;
  private Process agent;

  /** Of an empty folder; the laptop is enrolled and current then. */
  Ordeal(Ends ends, long seed) {
    this.ends = ends;
    this.random = new Random(seed);
    ends.teach();
    this.headquarters = ends.serve();
    this.laptop = ends.enrolled("laptop");
    this.log = ends.work().resolve("laptop.log");
    this.agent = ends.serve(laptop, log);
  }

  Path server() {
    return ends.server();
  }

  /** Enters all of the lines, and strikes nothing. */
  Outcome calm(List<String> lines) {
    return run(List.of(lines), List.of());
  }

  /** Enters one part of the lines after the other, and strikes once in each that has a blow. */
  Outcome run(List<List<String>> parts, List<Blow> falling) {
    var blows = new Blows();
    Link.Counters before = ends.link().counters();
    Instant start = Instant.now();
    int entered = 0;
    for (int i = 0; i < parts.size(); i++) {
      List<String> part = parts.get(i);
      awaitThere(entered); // so that what crosses from now on is of this part
      long upBefore = ends.link().counters().up();
      Process entering = ends.entering(write(part), laptop);
      entered += part.size();
      if (i < falling.size()) {
        boolean crosses = isCrossing(upBefore + LEAST_CROSSED + random.nextInt(MORE_CROSSED));
        boolean amidst = crosses && Landed.count(server()) < entered;
        strike(falling.get(i));
        blows = blows.and(falling.get(i), amidst);
      }
      ends.programs().ended(entering);
    }
    awaitThere(entered);
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1_000.0;
    long alone = Landed.count(server());
    ends.programs().stop(agent);
    long acknowledged = lastCall(entered);
    long bytes = ends.link().counters().since(before).both();
    ends.programs().stop(headquarters);
    return new Outcome(blows, entered, alone, acknowledged, bytes, seconds);
  }

  /** What the laptop says of its records. */
  JsonNode laptopSays() {
    return ends.programs().array(List.of(), "agent", "list", "--data", "" + laptop, "--json");
  }

  /** What headquarters says of everything it stores. */
  JsonNode verified() {
    return ends.programs().json(List.of(), "server", "verify", "--data", "" + server(), "--json");
  }

  private long lastCall(int entered) {
    for (int call = 0; ; call++) {
      try {
        JsonNode report =
            ends.programs()
                .json(ends.link().atLaptop(), "agent", "sync", "--data", "" + laptop, "--json");
        long acknowledged = report.get("acknowledged").asLong();
        if (acknowledged == entered || call == MOST_CALLS) {
          return acknowledged;
        }
      } catch (IllegalStateException cut) {
        if (call == MOST_CALLS) {
          throw cut;
        }
      }
    }
  }

  private void awaitThere(int entered) {
    Instant until = Instant.now().plus(PATIENCE);
    while (Landed.count(server()) < entered && Instant.now().isBefore(until)) {
      pause(500);
    }
  }

  /** Waits until so many bytes have entered the link upwards; false where they do not. */
  private boolean isCrossing(long up) {
    Instant until = Instant.now().plus(LONGEST_WAIT);
    while (ends.link().counters().up() < up) {
      if (Instant.now().isAfter(until)) {
        return false;
      }
      pause(50);
    }
    return true;
  }

  private void strike(Blow blow) {
    switch (blow) {
      case OUTAGE -> ends.link().outage(Duration.ofMillis(500 + random.nextInt(LONGEST_OUTAGE)));
      case BROKEN -> ends.link().forget();
      case LAPTOP_KILLED -> {
        ends.programs().kill(agent);
        pause(random.nextInt(LONGEST_ABSENCE));
        agent = ends.serve(laptop, log);
      }
      case SERVER_KILLED -> {
        ends.programs().kill(headquarters);
        pause(random.nextInt(LONGEST_ABSENCE));
        headquarters = ends.serve();
      }
    }
  }

  private Path write(List<String> lines) {
    try {
      return Files.write(ends.work().resolve("part.jsonl"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What falls on a conversation. */
  enum Blow {
    /** Every packet is dropped for up to twelve seconds; connections may live through it. */
    OUTAGE,
    /** Every connection that stands is reset. */
    BROKEN,
    /** The laptop's program is killed with all it had in hand. */
    LAPTOP_KILLED,
    /** So is headquarters'. */
    SERVER_KILLED
  }

  /**
   * How many blows fell: on the link, on each program, and how many while packets of a part crossed
   * that had not all arrived.
   */
  record Blows(int cuts, int laptopKills, int serverKills, int underWay) {

    Blows() {
      this(0, 0, 0, 0);
    }

    Blows and(Blow blow, boolean amidst) {
      return new Blows(
          cuts + (blow == Blow.OUTAGE || blow == Blow.BROKEN ? 1 : 0),
          laptopKills + (blow == Blow.LAPTOP_KILLED ? 1 : 0),
          serverKills + (blow == Blow.SERVER_KILLED ? 1 : 0),
          underWay + (amidst ? 1 : 0));
    }

    int all() {
      return cuts + laptopKills + serverKills;
    }
  }

  /**
   * Entries written, how many arrived before anybody called by hand, what the laptop takes as
   * acknowledged after such calls, IP bytes both ways, seconds until all had arrived or patience
   * ended.
   */
  record Outcome(
      Blows blows, int records, long alone, long acknowledged, long bytes, double seconds) {

    void addFaults(String run, List<String> faults) {
      if (alone != records) {
        faults.add(run + ": arrived without a call by hand: " + alone);
      }
      if (acknowledged != records) {
        faults.add(run + ": acknowledged: " + acknowledged);
      }
    }
  }
}
