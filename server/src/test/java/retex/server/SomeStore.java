package retex.server;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;

/** A server's beans over a store of its own, without HTTP or gRPC. */
public final class SomeStore {

  private SomeStore() {}

  public static ApplicationContext in(Path folder) {
    return ApplicationContext.builder()
        .properties(
            Map.of(
                "retex.data",
                folder.toString(),
                "grpc.server.port",
                "0",
                "micronaut.server.port",
                "-1"))
        .start();
  }

  /** The same with a {@link SomeClock}. */
  public static ApplicationContext inWithClock(Path folder) {
    return ApplicationContext.builder()
        .properties(
            Map.of(
                "retex.data",
                folder.toString(),
                "grpc.server.port",
                "0",
                "micronaut.server.port",
                "-1",
                "retex.test.clock",
                "yes"))
        .start();
  }
}
