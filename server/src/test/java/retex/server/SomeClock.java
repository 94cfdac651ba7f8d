package retex.server;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test moves, in a store opened with {@link SomeStore#inWithClock}. */
public final class SomeClock extends Clock {

  private static final Runnable NOTHING = () -> {};

  private final AtomicReference<Runnable> before = new AtomicReference<>(NOTHING);
  private Instant now = Instant.parse("2026-11-02T09:00:00Z");

  public void moveTo(LocalDate day) {
    now = day.atTime(9, 0).toInstant(ZoneOffset.UTC);
  }

  /** Something that happens elsewhere in the moment before somebody asks for the time. */
  public void beforeNext(Runnable elsewhere) {
    before.set(elsewhere);
  }

  @Override
  public Instant instant() {
    before.getAndSet(NOTHING).run();
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  /** In place of the machine's clock. */
  @Factory
  @Requires(property = "retex.test.clock")
  static final class Beans {

    @Singleton
    @Replaces(value = Clock.class, factory = Wiring.class)
    Clock clock() {
      return new SomeClock();
    }
  }
}
