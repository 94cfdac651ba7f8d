package retex.agent.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The mark beside a store that was put back from a copy, until headquarters has told what of the
 * laptop's log the copy lacks.
 */
final class PutBack {

  private final Path mark;
  private final AtomicReference<Instant> sinceBegin = new AtomicReference<>();

  PutBack(Path mark) {
    this.mark = mark;
  }

  boolean isThere() {
    return Files.exists(mark);
  }

  /** {@code taken}: when the copy was taken. */
  void note(Instant taken) {
    try {
      Files.writeString(mark, taken.toString());
      sinceBegin.set(taken);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * When the copy was taken that was put back since the agent began, or of which headquarters has
   * not told yet what it lacks; empty where none was.
   */
  Optional<Instant> taken() {
    if (sinceBegin.get() != null) {
      return Optional.of(sinceBegin.get());
    }
    try {
      return Optional.of(Instant.parse(Files.readString(mark)));
    } catch (IOException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  void clear() {
    try {
      Files.deleteIfExists(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
