package retex.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * How much a laptop sends before it is acknowledged. Until the link's rate is known, little; then
 * as much as some seconds of it, in batches of half a second, so that a narrow link is always full
 * and a cut loses a few seconds of sending. Immutable.
 *
 * <p>The rate is the highest of the last few samples. A sample is what was acknowledged between two
 * acknowledgements, the later of which is that of a batch sent after the earlier: never less than a
 * round trip, so that acknowledgements that a lost packet held back and that come all at once do
 * not count as a fast link.
 *
 * <p>{@code landed} bytes of {@code landedEntries} entries were acknowledged, the last at {@code
 * landedAt}.
 */
record Pace(
    List<Flight> flights,
    long landed,
    long landedEntries,
    long landedAt,
    List<Long> samples,
    int entries) {

  private static final int FIRST_ENTRIES = 64;
  private static final int FEWEST_ENTRIES = 4;
  private static final long FEWEST_BYTES =
      8 * 1024; // smaller batches compress worse; 1 s at 64 kbit/s
  static final int MOST_ENTRIES = 256;
  private static final long FIRST_BYTES = 64 * 1024; // 4 s at 128 kbit/s, 2 s at 256
  private static final long MOST_BYTES = 4 << 20;
  private static final long MILLIS_IN_FLIGHT = 3_500; // and the batch that goes beyond: 4 s
  private static final int SAMPLES = 8;

  static final Pace UNKNOWN = new Pace(List.of(), 0, 0, 0, List.of(), FIRST_ENTRIES);

  Pace {
    flights = List.copyOf(flights);
    samples = List.copyOf(samples);
  }

  /** Whether one batch more may leave. */
  boolean isFree() {
    long most =
        Math.min(MOST_BYTES, Math.max(FIRST_BYTES, MILLIS_IN_FLIGHT * bytesASecond() / 1_000));
    return underWay() < most;
  }

  /** The measured rate; 0 while it is not known. */
  long bytesASecond() {
    return samples.stream().mapToLong(it -> it).max().orElse(0);
  }

  /** The mean of the samples, by which time is told; 0 while there is none. */
  long usualBytesASecond() {
    return (long) samples.stream().mapToLong(it -> it).average().orElse(0);
  }

  /** Bytes that have left and are not acknowledged. */
  long underWay() {
    return flights.stream().mapToLong(Flight::bytes).sum();
  }

  Pace sent(long upTo, int count, int bytes, long now) {
    var more = new ArrayList<>(flights);
    more.add(new Flight(upTo, count, bytes, landed, flights.isEmpty() ? now : landedAt));
    long since = flights.isEmpty() ? now : landedAt;
    return new Pace(more, landed, landedEntries, since, samples, entries);
  }

  /** After an acknowledgement at {@code now} (milliseconds). */
  Pace acknowledged(long upTo, long now) {
    var arrived = flights.stream().filter(it -> it.upTo() <= upTo).toList();
    if (arrived.isEmpty()) {
      return this;
    }
    var rest = flights.stream().filter(it -> it.upTo() > upTo).toList();
    long bytes = arrived.stream().mapToLong(Flight::bytes).sum();
    int count = arrived.stream().mapToInt(Flight::count).sum();
    Flight last = arrived.get(arrived.size() - 1);
    long all = landed + bytes;
    var more = new ArrayList<>(samples);
    more.add(1_000 * (all - last.landedBefore()) / Math.max(1, now - last.landedAt()));
    var newest = more.subList(Math.max(0, more.size() - SAMPLES), more.size());
    var next = new Pace(rest, all, landedEntries + count, now, newest, entries);
    long halfASecond = Math.max(FEWEST_BYTES, next.bytesASecond() / 2) * count / Math.max(1, bytes);
    int size = (int) Math.max(FEWEST_ENTRIES, Math.min(MOST_ENTRIES, halfASecond));
    return new Pace(rest, all, next.landedEntries, now, newest, Math.min(size, 2 * entries));
  }

  /** Nothing is under way any more: the server asked for another place. */
  Pace restarted() {
    return new Pace(List.of(), landed, landedEntries, landedAt, samples, entries);
  }

  /** One batch under way; bytes that had landed when it left, and when the last of them did. */
  record Flight(long upTo, int count, int bytes, long landedBefore, long landedAt) {}
}
