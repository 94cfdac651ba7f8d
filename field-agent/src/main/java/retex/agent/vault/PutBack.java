package retex.agent.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mark beside a store that was put back from a copy, until headquarters has told what of the
 * laptop's log the copy lacks.
 */
record PutBack(Path mark) {

  boolean isThere() {
    return Files.exists(mark);
  }

  void note() {
    try {
      Files.write(mark, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
