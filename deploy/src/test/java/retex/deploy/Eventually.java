package retex.deploy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Something that another process brings about. */
@FunctionalInterface
interface Eventually {

  boolean holds() throws IOException;

  /** Whether it is so within some time: the laptop keeps its line and hears of it. */
  static boolean within(Duration most, Eventually claim) throws IOException {
    Instant end = Instant.now().plus(most);
    while (!claim.holds()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return true;
  }
}
