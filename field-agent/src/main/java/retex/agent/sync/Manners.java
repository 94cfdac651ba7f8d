package retex.agent.sync;

import static retex.agent.sync.SyncRefused.HOURS_MALFORMED;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/**
 * When this laptop may call headquarters by itself, as its configuration says: within which hours
 * of the laptop's own day, and, where each byte costs, no more often than so and without keeping
 * the line open. What a person asks for is done at any time. Immutable.
 */
@Singleton
final class Manners {

  private final boolean connected;
  private final boolean metered;
  private final Duration every;
  private final Duration hearsEvery;
  private final List<Hours> hours;

  /** {@code hours} like {@code 06:00-08:00,22:00-02:00}; empty for the whole day. */
  Manners(
      @Property(name = "retex.sync.connected", defaultValue = "true") boolean connected,
      @Property(name = "retex.sync.metered", defaultValue = "false") boolean metered,
      @Property(name = "retex.sync.every", defaultValue = "PT1H") Duration every,
      @Property(name = "retex.sync.hears-every", defaultValue = "PT6H") Duration hearsEvery,
      @Property(name = "retex.sync.hours", defaultValue = "") String hours) {
    this.connected = connected;
    this.metered = metered;
    this.every = every;
    this.hearsEvery = hearsEvery;
    this.hours =
        hours.isBlank() ? List.of() : Arrays.stream(hours.split(",")).map(Hours::parse).toList();
  }

  /** Whether the laptop calls without being asked. */
  boolean isConnected() {
    return connected;
  }

  /** Whether the line costs by the byte: it is not kept open, and nothing crosses for nothing. */
  boolean isMetered() {
    return metered;
  }

  /** Shortest time between two calls over a metered line. */
  Duration every() {
    return every;
  }

  /**
   * Longest time without a call over a metered line, though nothing waits here: something may wait
   * there, such as an erasure or a revocation.
   */
  Duration hearsEvery() {
    return hearsEvery;
  }

  /** Whether the laptop may call at a time of its day. */
  boolean mayCall(LocalTime now) {
    return hours.isEmpty() || hours.stream().anyMatch(it -> it.holds(now));
  }

  /** Until when it may not, at a time when it may not. */
  LocalTime opens(LocalTime now) {
    return hours.stream()
        .map(Hours::from)
        .min(java.util.Comparator.comparing(from -> ahead(now, from)))
        .orElse(now);
  }

  private static Duration ahead(LocalTime now, LocalTime then) {
    Duration ahead = Duration.between(now, then);
    return ahead.isNegative() ? ahead.plusDays(1) : ahead;
  }

  /** A span of the day, the end not in it; it may go over midnight. */
  private record Hours(LocalTime from, LocalTime to) {

    static Hours parse(String text) {
      String[] ends = text.strip().split("-", -1);
      if (ends.length != 2) {
        throw HOURS_MALFORMED.at("retex.sync.hours").asException();
      }
      try {
        return new Hours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
      } catch (DateTimeParseException e) {
        throw HOURS_MALFORMED.at("retex.sync.hours").asException();
      }
    }

    boolean holds(LocalTime now) {
      boolean after = !now.isBefore(from);
      boolean before = now.isBefore(to);
      return from.isBefore(to) ? after && before : after || before;
    }
  }
}
