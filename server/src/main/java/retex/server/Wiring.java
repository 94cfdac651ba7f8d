package retex.server;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What every step needs from the machine. */
@Factory
final class Wiring {

  /** The machine's clock, moved by {@code retex.clock-offset} where a wrong one is rehearsed. */
  @Singleton
  Clock clock(@Value("${retex.clock-offset:PT0S}") Duration offset) {
    return offset.isZero() ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), offset);
  }
}
