package retex.server;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A server's beans over a store of its own, without HTTP or gRPC. A store that is not there yet
 * begins as a copy of one that all migrations were run on, once for a run of the tests; the server
 * still asks of each migration whether it was run as it is written.
 */
public final class SomeStore {

  private static final String FILE = "retex.db";

  private SomeStore() {}

  public static ApplicationContext in(Path folder) {
    return in(folder, Map.of());
  }

  /** The same with a {@link SomeClock}. */
  public static ApplicationContext inWithClock(Path folder) {
    return in(folder, Map.of("retex.test.clock", "yes"));
  }

  private static ApplicationContext in(Path folder, Map<String, Object> more) {
    migrated(folder);
    var properties = new HashMap<String, Object>(more);
    properties.put("retex.data", folder.toString());
    properties.put("grpc.server.port", "0");
    properties.put("micronaut.server.port", "-1");
    return ApplicationContext.builder().properties(properties).start();
  }

  /** Puts a store without content where a server that keeps its data in {@code folder} looks. */
  public static void migrated(Path folder) {
    Path store = folder.resolve(FILE);
    if (Files.exists(store)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Files.write(store, Made.STORE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Made {

    static final byte[] STORE = make();

    private static byte[] make() {
      try {
        Path store = Files.createTempFile("some-store", ".db");
        SomeOldStore.migrate("jdbc:sqlite:" + store, "latest");
        byte[] made = Files.readAllBytes(store);
        Files.delete(store);
        return made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
