package retex.deploy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A laptop started from the package, whose image is made once for all tests. */
final class PackagedLaptop implements Closeable {

  private static @Nullable PortableImage made;

  private final Path work;
  private @Nullable Process process;

  /** {@code work}: where its records and its log go. */
  PackagedLaptop(Path work) {
    this.work = work;
  }

  /** The image of the agent as it was built. */
  static synchronized PortableImage image() throws IOException, InterruptedException {
    if (made == null) {
      Path home = Path.of("..").toAbsolutePath().normalize();
      Path folder = Files.createTempDirectory("retex-image");
      made = PackageCommand.agent(home, folder.resolve(PackageCommand.NAME));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(folder)));
    }
    return made;
  }

  /** Starts it, or starts it anew, open; answers its pages. */
  LaptopPages start() throws IOException, InterruptedException {
    int port = LaptopVisit.freePort();
    var command = new ArrayList<>(image().command());
    command.addAll(List.of("serve", "--data", data().toString(), "--port", Integer.toString(port)));
    var builder =
        new ProcessBuilder(command)
            .directory(image().folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("agent.log").toFile()));
    builder.environment().put("RETEX_PASSPHRASE", Processes.SECRET);
    process = builder.start();
    new LaptopVisit(port).awaitPage(process, "/unlock");
    return new LaptopPages(port);
  }

  Process process() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  Path data() {
    return work.resolve("laptop");
  }

  @Override
  public void close() {
    try {
      process().destroy();
      if (!process().waitFor(20, TimeUnit.SECONDS)) {
        process().destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
