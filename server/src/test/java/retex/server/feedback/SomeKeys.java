package retex.server.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A signing key as a server makes it at first use, made once for a run of the tests. */
public final class SomeKeys {

  private static final List<String> FILES = List.of("signing.p12", "signing.pin");

  private SomeKeys() {}

  /** Puts the key where a server that keeps its data in {@code folder} looks for it. */
  public static void into(Path folder) {
    try {
      Path keys = Files.createDirectories(folder.resolve("keys"));
      for (String file : FILES) {
        Files.copy(Made.KEYS.resolve(file), keys.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Made {

    static final Path KEYS = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("some-keys");
        // good for ten years from then, so at every clock of a test
        var clock = Clock.fixed(Instant.parse("2024-01-01T00:00:00Z"), ZoneOffset.UTC);
        new KeyFile(folder.toString(), "", "", clock).signer();
        return folder.resolve("keys");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
