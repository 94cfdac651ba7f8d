package retex.server;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What every step needs from the machine. */
@Factory
final class Wiring {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
