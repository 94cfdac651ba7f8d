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
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wrong passphrases since the last right one, kept on the disk so that a new start does not forget
 * them. From the fifth on each makes the next one wait, twice as long each time. A clock that was
 * set back starts the wait anew; it never ends it. What a full disk does not take is kept in memory
 * until it does. Not safe for use by several threads.
 */
final class Tries {

  private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
  private static final int FREE = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final State NONE = new State(0, Instant.EPOCH);

  private final Path path;
  private final Clock clock;
  private final VaultRefusal refusal;
  private final Duration memory;
  private Optional<State> unwritten = Optional.empty();

  Tries(Path path, Clock clock) {
    this(path, clock, TRIES_THROTTLED, ChronoUnit.FOREVER.getDuration());
  }

  /** Others, refused by another name, and forgotten when there was none for so long. */
  Tries(Path path, Clock clock, VaultRefusal refusal, Duration memory) {
    this.path = path;
    this.clock = clock;
    this.refusal = refusal;
    this.memory = memory;
  }

  /** Refuses with the seconds that are left. */
  void check() {
    State state = state();
    if (state.failed() < FREE) {
      return;
    }
    Instant now = clock.instant();
    if (now.isBefore(state.last())) {
      write(new State(state.failed(), now));
      throw refusal.at(wait(state.failed()).toSeconds() + " s").asException();
    }
    Duration left = wait(state.failed()).minus(Duration.between(state.last(), now));
    if (!left.isNegative() && !left.isZero()) {
      throw refusal.at(left.toSeconds() + 1 + " s").asException();
    }
  }

  void failed() {
    write(new State(state().failed() + 1, clock.instant()));
  }

  void succeeded() {
    unwritten = Optional.empty();
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

  /** What the disk did not take is newer than what it has. */
  private State state() {
    State state = unwritten.orElseGet(this::read);
    boolean isForgotten = Duration.between(state.last(), clock.instant()).compareTo(memory) > 0;
    return isForgotten ? NONE : state;
  }

  private State read() {
    try {
      String[] parts = Files.readString(path).strip().split(" ");
      return new State(Integer.parseInt(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
    } catch (java.nio.file.NoSuchFileException e) {
      return NONE;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      State anew = new State(FREE, clock.instant()); // damaged or tampered with: wait, once
      write(anew);
      return anew;
    }
  }

  private void write(State state) {
    unwritten = Optional.of(state);
    try {
      String text = state.failed() + " " + state.last().toEpochMilli() + "\n";
      SlotFile.replace(path, text.getBytes(StandardCharsets.US_ASCII));
      unwritten = Optional.empty();
    } catch (IOException e) {
      LOG.warn("vault.tries_in_memory because={}", e.getClass().getSimpleName());
    }
  }

  private record State(int failed, Instant last) {}
}
