package retex.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * How much a laptop sends before it is acknowledged. Until the link's rate is known, little; then
 * as much as four seconds of it, in batches of half a second, so that a narrow link is always full
 * and a cut loses a few seconds of sending. Immutable.
 */
record Pace(List<Flight> flights, long acknowledgedAt, long bytesASecond, int entries) {

  private static final int FIRST_ENTRIES = 64;
  private static final int FEWEST_ENTRIES = 4;
  private static final long FEWEST_BYTES =
      8 * 1024; // smaller batches compress worse; 1 s at 64 kbit/s
  static final int MOST_ENTRIES = 256;
  private static final long FIRST_BYTES = 32 * 1024; // 4 s at 64 kbit/s, more than 1 s at 256
  private static final long MOST_BYTES = 4 << 20;
  private static final long SECONDS_IN_FLIGHT = 4;

  static final Pace UNKNOWN = new Pace(List.of(), 0, 0, FIRST_ENTRIES);

  /** Whether one batch more may leave. */
  boolean isFree() {
    long most = Math.min(MOST_BYTES, Math.max(FIRST_BYTES, SECONDS_IN_FLIGHT * bytesASecond));
    return flights.stream().mapToLong(Flight::bytes).sum() < most;
  }

  Pace sent(long upTo, int count, int bytes, long now) {
    var more = new ArrayList<>(flights);
    more.add(new Flight(upTo, count, bytes, now));
    return new Pace(List.copyOf(more), acknowledgedAt, bytesASecond, entries);
  }

  /** After an acknowledgement at {@code now} (milliseconds). */
  Pace acknowledged(long upTo, long now) {
    var landed = flights.stream().filter(it -> it.upTo() <= upTo).toList();
    if (landed.isEmpty()) {
      return this;
    }
    var rest = flights.stream().filter(it -> it.upTo() > upTo).toList();
    long bytes = landed.stream().mapToLong(Flight::bytes).sum();
    int count = landed.stream().mapToInt(Flight::count).sum();
    long since = Math.max(acknowledgedAt, landed.get(0).sentAt());
    long rate = 1000 * bytes / Math.max(1, now - since);
    long smooth = bytesASecond == 0 ? rate : (bytesASecond + rate) / 2;
    long halfASecond = Math.max(FEWEST_BYTES, smooth / 2) * count / Math.max(1, bytes);
    int next = (int) Math.max(FEWEST_ENTRIES, Math.min(MOST_ENTRIES, halfASecond));
    return new Pace(rest, now, smooth, Math.min(next, 2 * entries));
  }

  /** Nothing is under way any more: the server asked for another place. */
  Pace restarted() {
    return new Pace(List.of(), acknowledgedAt, bytesASecond, entries);
  }

  /** One batch that is under way. */
  record Flight(long upTo, int count, int bytes, long sentAt) {}
}
