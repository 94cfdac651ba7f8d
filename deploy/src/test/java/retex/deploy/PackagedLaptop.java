package retex.deploy;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A laptop started from the package, whose image is made once for all tests of a run. */
final class PackagedLaptop implements Closeable {

  private static @Nullable PortableImage made;

  private final Path work;
  private @Nullable Process process;

  /** {@code work}: where its records and its log go. */
  PackagedLaptop(Path work) {
    this.work = work;
  }

  /** The image of the agent as it was built, which the tests of a run share and nobody changes. */
  static synchronized PortableImage image() throws IOException, InterruptedException {
    if (made == null) {
      Path home = Path.of("..").toAbsolutePath().normalize();
      Path place = Files.createDirectories(home.resolve("deploy/target/image"));
      Path folder = place.resolve(PackageCommand.NAME);
      Path stamp = place.resolve("made");
      try (var channel = FileChannel.open(place.resolve("lock"), CREATE, WRITE);
          var lock = channel.lock()) { // the tests run in several processes
        if (lock.isValid() && isOlder(stamp, home)) {
          Files.deleteIfExists(stamp);
          forget(folder);
          PackageCommand.agent(home, folder);
          Files.createFile(stamp);
        }
      }
      made = PortableImage.in(folder, PackageCommand.NAME, PackageCommand.MAIN);
    }
    return made;
  }

  /** Than what an image is made of, and what makes it. */
  private static boolean isOlder(Path stamp, Path home) throws IOException {
    if (!Files.exists(stamp)) {
      return true;
    }
    FileTime at = Files.getLastModifiedTime(stamp);
    Path agent = home.resolve("field-agent/target");
    try (var jars = Files.list(agent);
        var libraries = Files.walk(agent.resolve("lib"));
        var ours = Files.walk(home.resolve("deploy/target/classes"))) {
      return Stream.of(jars.filter(it -> it.toString().endsWith(".jar")), libraries, ours)
          .flatMap(it -> it)
          .anyMatch(it -> it.toFile().lastModified() >= at.toMillis());
    }
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

  private static void forget(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
      }
    }
  }
}
