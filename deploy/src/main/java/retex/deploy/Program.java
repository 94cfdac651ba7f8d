package retex.deploy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A built program of the project. Its classes are kept in the form in which a JVM maps them, beside
 * the jars that they were read from and made anew when one of these is newer: a process starts in
 * less than half the time (a server in 2.1 s instead of 4.9 s on two cores).
 */
final class Program {

  /** Options of every process that is started from the build. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m", "-Dfile.encoding=UTF-8");

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final String module;
  private final Path target;
  private final String main;
  private final List<String> serving;
  private boolean isTried; // once a run: where it fails, each start would wait for it

  private Program(Path home, String module, String main, List<String> serving) {
    this.module = module;
    this.target = home.resolve(module).resolve("target");
    this.main = main;
    this.serving = serving;
  }

  /** What headquarters runs; {@code home}: the built project. */
  static Program server(Path home) {
    return new Program(
        home,
        "server",
        "retex.server.ServerApplication",
        List.of("--http-port", "0", "--grpc-port", "0"));
  }

  /** What a laptop runs; {@code home}: the built project. */
  static Program laptop(Path home) {
    return new Program(home, "field-agent", "retex.agent.AgentApplication", List.of("--port", "0"));
  }

  /** What starts the program, down to its main class; its own arguments go after it. */
  List<String> command(List<String> properties) throws IOException {
    List<String> command = java(properties, List.of());
    command.add(main);
    return command;
  }

  /** What starts a process that runs the program's commands one after another. */
  List<String> loop() throws IOException {
    Path ours;
    try {
      ours = Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    // the answers have the output to themselves
    List<String> command = java(List.of("-XX:+DisplayVMOutputToStderr"), List.of(ours));
    command.addAll(List.of(CommandLoop.class.getName(), main));
    return command;
  }

  private synchronized List<String> java(List<String> properties, List<Path> more)
      throws IOException {
    List<Path> jars = jars();
    Path archive = target.resolve("classes.jsa");
    if (!isTried && stale(archive, jars)) {
      make(archive, jars);
    }
    isTried = true;
    var options = new ArrayList<>(properties);
    if (Files.exists(archive)) {
      options.add("-XX:SharedArchiveFile=" + archive);
      options.add("-Xlog:disable");
      options.add("-Xlog:all=error:stderr");
    }
    return java(options, jars, more);
  }

  private static List<String> java(List<String> extra, List<Path> jars, List<Path> more) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(extra);
    command.add("-cp");
    command.add(
        Stream.concat(jars.stream(), more.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    return command;
  }

  private List<Path> jars() throws IOException {
    var jars = new ArrayList<Path>();
    for (Path folder : List.of(target, target.resolve("lib"))) {
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + " is missing; build the project first (./retex test does)");
      }
      try (var files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".jar"))
            .filter(file -> !file.toString().endsWith("-tests.jar"))
            .sorted()
            .forEach(jars::add);
      }
    }
    return jars;
  }

  private static boolean stale(Path archive, List<Path> jars) throws IOException {
    if (!Files.exists(archive)) {
      return true;
    }
    FileTime made = Files.getLastModifiedTime(archive);
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(made) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Serves once until ready; without success programs only start more slowly. */
  private void make(Path archive, List<Path> jars) throws IOException {
    try (var channel =
            FileChannel.open(
                target.resolve("classes.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (!lock.isValid() || !stale(archive, jars)) {
        return; // another process was faster
      }
      Path work = Files.createTempDirectory("retex-classes");
      Path begun = work.resolve("classes.jsa");
      var command = java(List.of("-XX:ArchiveClassesAtExit=" + begun), jars, List.of());
      command.add(main);
      command.addAll(List.of("serve", "--data", work.resolve("data").toString()));
      command.addAll(serving);
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("RETEX_PASSPHRASE", Processes.SECRET);
      builder.environment().remove("RETEX_DATABASE"); // a store of its own, whatever the caller's
      builder.redirectOutput(work.resolve("log").toFile());
      Process process = builder.start();
      awaitPorts(process, work.resolve("data/run/ports.json"));
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (Files.exists(begun)) {
        Path beside = target.resolve("classes.jsa.new");
        Files.copy(begun, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now()));
        Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE);
      }
      forget(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void awaitPorts(Process process, Path ports) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (!Files.exists(ports) && process.isAlive() && Instant.now().isBefore(until)) {
      Thread.sleep(50);
    }
  }

  private static void forget(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The name of its module. */
  @Override
  public String toString() {
    return module;
  }
}
