package retex.agent.sync;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.function.Supplier;

/**
 * When this laptop may call headquarters by itself, as its configuration or a person says: within
 * which hours of the laptop's own day, and, where each byte costs, no more often than so and
 * without keeping the line open. What a person asks for is done at any time.
 */
@Singleton
final class Manners {

  private final boolean connected;
  private final Duration every;
  private final Duration hearsEvery;
  private final Supplier<Choice> choice;

  @Inject
  Manners(
      @Property(name = "retex.sync.connected", defaultValue = "true") boolean connected,
      @Property(name = "retex.sync.every", defaultValue = "PT1H") Duration every,
      @Property(name = "retex.sync.hears-every", defaultValue = "PT6H") Duration hearsEvery,
      Choices choices) {
    this(connected, every, hearsEvery, choices::now);
  }

  Manners(boolean connected, Duration every, Duration hearsEvery, Supplier<Choice> choice) {
    this.connected = connected;
    this.every = every;
    this.hearsEvery = hearsEvery;
    this.choice = choice;
  }

  /** Whether the laptop calls without being asked. */
  boolean isConnected() {
    return connected;
  }

  /** Whether the line costs by the byte: it is not kept open, and nothing crosses for nothing. */
  boolean isMetered() {
    return choice.get().metered();
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
    var hours = choice.get().spans();
    return hours.isEmpty() || hours.stream().anyMatch(it -> it.holds(now));
  }

  /** Until when it may not, at a time when it may not. */
  LocalTime opens(LocalTime now) {
    return choice.get().spans().stream()
        .map(Hours::from)
        .min(Comparator.comparing(from -> ahead(now, from)))
        .orElse(now);
  }

  private static Duration ahead(LocalTime now, LocalTime then) {
    Duration ahead = Duration.between(now, then);
    return ahead.isNegative() ? ahead.plusDays(1) : ahead;
  }
}
