package retex.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * How much a laptop sends before it is acknowledged. Until the link's rate is known, little; then
 * as much as three seconds of it and a batch of half a second, so that a narrow link is always
 * full, and a cut costs little also where the link has become slower since. Immutable.
 *
 * <p>A sample is what was acknowledged between two acknowledgements, the later of which is that of
 * a batch sent after the earlier: never less than a round trip, so that acknowledgements that a
 * lost packet held back and that come all at once do not count as a fast link. The rate is the
 * higher of the two newest samples: an older one may be of a faster link. A batch that left while
 * there was room for more says no more than that the link is not slower than its sample.
 *
 * <p>{@code landed} bytes of {@code landedEntries} entries were acknowledged, the last at {@code
 * landedAt}; up to {@code fullUpTo} bytes had left when there was no room for more.
 */
record Pace(
    List<Flight> flights,
    long landed,
    long landedEntries,
    long landedAt,
    long fullUpTo,
    List<Long> samples,
    List<Long> rates,
    int entries) {

  private static final int FIRST_ENTRIES = 64;
  private static final int FEWEST_ENTRIES = 4;
  private static final long FEWEST_BYTES =
      8 * 1024; // smaller batches compress worse; 1 s at 64 kbit/s
  static final int MOST_ENTRIES = 256;
  private static final long FIRST_BYTES = 64 * 1024; // 4 s at 128 kbit/s, 2 s at 256
  private static final long MOST_BYTES = 4 << 20;
  private static final long MILLIS_IN_FLIGHT =
      3_000; // and the batch beyond; the longest round trip that fills a link
  private static final int SAMPLES = 8;
  private static final int RATES = 2;

  static final Pace UNKNOWN = new Pace(List.of(), 0, 0, 0, 0, List.of(), List.of(), FIRST_ENTRIES);

  Pace {
    flights = List.copyOf(flights);
    samples = List.copyOf(samples);
    rates = List.copyOf(rates);
  }

  /** Whether one batch more may leave. */
  boolean isFree() {
    return underWay() < mostUnderWay();
  }

  private long mostUnderWay() {
    if (rates.isEmpty()) {
      return FIRST_BYTES;
    }
    // two batches at least: else the link is idle while the only one is acknowledged
    long least = FEWEST_BYTES + 1;
    return Math.min(MOST_BYTES, Math.max(least, MILLIS_IN_FLIGHT * bytesASecond() / 1_000));
  }

  /** The measured rate; 0 while it is not known. */
  long bytesASecond() {
    return rates.stream().mapToLong(it -> it).max().orElse(0);
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
    long since = flights.isEmpty() ? now : landedAt;
    long end = landed + underWay() + bytes;
    more.add(new Flight(upTo, count, bytes, landed, since, end));
    boolean full = end - landed >= mostUnderWay();
    return new Pace(
        more, landed, landedEntries, since, full ? end : fullUpTo, samples, rates, entries);
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
    long sample = 1_000 * (all - last.landedBefore()) / Math.max(1, now - last.landedAt());
    var next =
        new Pace(
            rest,
            all,
            landedEntries + count,
            now,
            fullUpTo,
            newest(samples, sample, SAMPLES),
            tellsTheRate(last, sample) ? newest(rates, sample, RATES) : rates,
            entries);
    long halfASecond = Math.max(FEWEST_BYTES, next.bytesASecond() / 2) * count / Math.max(1, bytes);
    int size = (int) Math.max(FEWEST_ENTRIES, Math.min(MOST_ENTRIES, halfASecond));
    return next.with(Math.min(size, 2 * entries));
  }

  /**
   * Not a batch that left before anything had landed, which waited for the handshake, too; nor one
   * that left while there was room for more, unless it shows a faster link.
   */
  private boolean tellsTheRate(Flight last, long sample) {
    boolean isFull = last.end() <= fullUpTo;
    boolean isFaster = !rates.isEmpty() && sample > bytesASecond();
    return last.landedBefore() > 0 && (isFull || isFaster);
  }

  private static List<Long> newest(List<Long> before, long one, int most) {
    var more = new ArrayList<>(before);
    more.add(one);
    return more.subList(Math.max(0, more.size() - most), more.size());
  }

  private Pace with(int entries) {
    return new Pace(flights, landed, landedEntries, landedAt, fullUpTo, samples, rates, entries);
  }

  /** Nothing is under way any more: the server asked for another place. */
  Pace restarted() {
    return new Pace(List.of(), landed, landedEntries, landedAt, 0, samples, rates, entries);
  }

  /**
   * One batch under way; bytes that had landed when it left, when the last of them did, and where
   * it ends in all that left.
   */
  record Flight(long upTo, int count, int bytes, long landedBefore, long landedAt, long end) {}
}
