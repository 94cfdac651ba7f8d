package retex.contract;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as microseconds since 1970-01-01T00:00Z, the precision of everything written down. */
public final class Micros {

  private Micros() {}

  /** Whole microseconds; what is finer is cut off. */
  public static long of(Instant instant) {
    // not ChronoUnit.MICROS.between, which counts nanoseconds and overflows after the year 2262
    long seconds = Math.multiplyExact(instant.getEpochSecond(), 1_000_000L);
    return Math.addExact(seconds, instant.getNano() / 1_000);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
