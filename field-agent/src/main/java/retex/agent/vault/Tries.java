package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.TRIES_THROTTLED;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Wrong passphrases since the last right one, kept on the disk so that a new start does not forget
 * them. From the fifth on each makes the next one wait, twice as long each time. A clock that was
 * set back starts the wait anew; it never ends it.
 */
final class Tries {

  private static final int FREE = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Path path;
  private final Clock clock;

  Tries(Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  /** Refuses with {@code TRIES_THROTTLED} and the seconds that are left. */
  void check() {
    State state = read();
    if (state.failed() < FREE) {
      return;
    }
    Instant now = clock.instant();
    if (now.isBefore(state.last())) {
      write(new State(state.failed(), now));
      throw TRIES_THROTTLED.at(wait(state.failed()).toSeconds() + " s").asException();
    }
    Duration left = wait(state.failed()).minus(Duration.between(state.last(), now));
    if (!left.isNegative() && !left.isZero()) {
      throw TRIES_THROTTLED.at(left.toSeconds() + 1 + " s").asException();
    }
  }

  void failed() {
    write(new State(read().failed() + 1, clock.instant()));
  }

  void succeeded() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Duration wait(int failed) {
    if (failed < FREE) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(failed - FREE, 20));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private State read() {
    try {
      String[] parts = Files.readString(path).strip().split(" ");
      return new State(Integer.parseInt(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
    } catch (java.nio.file.NoSuchFileException e) {
      return new State(0, Instant.EPOCH);
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new State(FREE, clock.instant()); // damaged or tampered with: wait
    }
  }

  private void write(State state) {
    try {
      String text = state.failed() + " " + state.last().toEpochMilli() + "\n";
      SlotFile.replace(path, text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record State(int failed, Instant last) {}
}
