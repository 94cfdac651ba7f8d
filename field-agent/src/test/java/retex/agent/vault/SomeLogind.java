package retex.agent.vault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A real bus with a logind that sleeps and locks as it is told. Tests without a bus skip, and fail
 * where {@code RETEX_BUS} says that there is one.
 */
final class SomeLogind implements Closeable {

  private static final String PYTHON = "/usr/bin/python3"; // that of the system has its modules
  private static final String CONFIGURATION =
      """
      <busconfig>
        <listen>unix:path=%s</listen>
        <auth>EXTERNAL</auth>
        <policy context="default">
          <allow user="*"/>
          <allow own="*"/>
          <allow send_destination="*"/>
          <allow receive_sender="*"/>
        </policy>
      </busconfig>
      """;

  private final Path socket;
  private final Process bus;
  private final Process logind;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  SomeLogind(Path folder) throws IOException, InterruptedException {
    demand(Files.isExecutable(Path.of(PYTHON)), "no Python of the system");
    demand(
        runs("dbus-daemon", "--version")
            && runs("systemd-inhibit", "--version")
            && runs(PYTHON, "-c", "import dbus, gi"),
        "no bus, no systemd-inhibit, or no Python for it");
    this.socket = folder.resolve("bus");
    Path configuration = folder.resolve("bus.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(socket));
    this.bus =
        new ProcessBuilder("dbus-daemon", "--nofork", "--config-file=" + configuration)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (Files.notExists(socket)) {
      demand(bus.isAlive(), "the bus does not run here");
      Thread.sleep(20);
    }
    Path script = folder.resolve("logind.py");
    try (var in = SomeLogind.class.getResourceAsStream("/logind/logind.py")) {
      Files.write(script, in.readAllBytes());
    }
    var builder =
        new ProcessBuilder(PYTHON, script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", address());
    this.logind = builder.start();
    var reader = new Thread(this::read, "logind");
    reader.setDaemon(true);
    reader.start();
    if (!says("ready", 20)) {
      close();
      throw new IllegalStateException("no logind");
    }
  }

  String address() {
    return "unix:path=" + socket;
  }

  void order(String what) throws IOException {
    logind.getOutputStream().write((what + "\n").getBytes(StandardCharsets.US_ASCII));
    logind.getOutputStream().flush();
  }

  /** Whether the next thing that happens within so many seconds is this. */
  boolean says(String what, int seconds) throws InterruptedException {
    return what.equals(said.poll(seconds, TimeUnit.SECONDS));
  }

  void endBus() throws InterruptedException {
    bus.destroy();
    bus.waitFor();
  }

  @Override
  public void close() {
    logind.destroy();
    bus.destroy();
  }

  private void read() {
    try (BufferedReader lines = logind.inputReader()) {
      lines.lines().forEach(said::add);
    } catch (IOException | java.io.UncheckedIOException ended) {
      said.add("ended");
    }
  }

  private static void demand(boolean isThere, String otherwise) {
    if (!isThere && "yes".equals(System.getenv("RETEX_BUS"))) {
      throw new IllegalStateException(otherwise);
    }
    assumeTrue(isThere, otherwise);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
