package retex.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program in a folder of its own: runtime, libraries, options and an archive of the classes that
 * a training run used. It needs no Java on the machine and may be moved.
 *
 * <p>The archive holds only while the libraries are named as they were when it was made, so the
 * options name them relative to the image and the launcher starts there.
 */
public final class PortableImage {

  /**
   * Names of the runtime's modules: what jdeps finds, and what is only found by name at run time.
   */
  static final List<String> MODULES =
      List.of(
          "java.base",
          "java.desktop", // photographs are scaled, PDFs drawn
          "java.logging",
          "java.management",
          "java.naming",
          "java.sql",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.jfr", // Netty 4.2 has events of it
          "jdk.localedata",
          "jdk.unsupported",
          "jdk.zipfs"); // Micronaut lists its beans through it

  /** Options of every program packaged here: one small compiler and collector, a small heap. */
  static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms16m",
          "-Xmx192m",
          "-Xss512k",
          "-Xmn12m", // a collection stops a save for its length: one of some 400,
          "-XX:SurvivorRatio=24", // so hardly any of it lies idle; what lives on is little
          "-XX:-ShrinkHeapInSteps",
          "-XX:MinHeapFreeRatio=10", // what an unlock took for a moment goes back to the laptop
          "-XX:MaxHeapFreeRatio=15",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0", // else every page of the archive is written to at each
          // start
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-XX:-CreateCoredumpOnCrash", // a crash leaves neither its memory
          "-XX:+SuppressFatalErrorMessage", // nor a report, which quotes it
          "-Dio.netty.allocator.type=unpooled", // one reader: pools of buffers would lie idle
          "-Dio.netty.jfr.enabled=false",
          "-Dfile.encoding=UTF-8");

  private static final Pattern LINUX = Pattern.compile("(?i)linux.*(x86_64|amd64)|linux-x86_64");
  private static final Pattern WINDOWS = Pattern.compile("(?i)(?<!dar)win.*(x86_64|amd64)");
  private static final FileTime MADE = FileTime.from(Instant.parse("2026-11-24T00:00:00Z"));

  private final Path folder;
  private final String name;
  private final String main;

  private PortableImage(Path folder, String name, String main) {
    this.folder = folder;
    this.name = name;
    this.main = main;
  }

  public Path folder() {
    return folder;
  }

  /**
   * Makes the image of a built module in {@code folder}, which must not exist. {@code training}
   * uses the running program as a person would; what it loads goes into the archive.
   */
  public static PortableImage make(
      Path folder, String name, String main, Path target, Visit training)
      throws IOException, InterruptedException {
    var image = new PortableImage(folder, name, main);
    Files.createDirectories(folder.resolve("bin"));
    image.link();
    image.libraries(target, LINUX);
    image.options(":", "agent.options");
    image.train(training);
    return image;
  }

  /** One that was made before. */
  static PortableImage in(Path folder, String name, String main) {
    return new PortableImage(folder, name, main);
  }

  /** Only libraries and options, for a system that is not this one. */
  static PortableImage layoutForWindows(Path folder, String name, String main, Path target)
      throws IOException {
    var image = new PortableImage(folder, name, main);
    Files.createDirectories(folder.resolve("bin"));
    image.libraries(target, WINDOWS);
    image.options(";", "agent.options");
    return image;
  }

  /** What starts the program in its own folder; arguments of the program go after it. */
  public List<String> command() {
    return List.of(
        folder.resolve("runtime/bin/java").toString(),
        "@lib/agent.options",
        "-XX:SharedArchiveFile=lib/" + name + ".jsa",
        main);
  }

  /** Starts the program with its own folder as the working directory. */
  public Process start(Path log, List<String> extra, List<String> arguments) throws IOException {
    var command = new ArrayList<>(command());
    command.addAll(command.size() - 1, extra);
    command.addAll(arguments);
    return run(command, log);
  }

  private Process run(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void link() throws IOException, InterruptedException {
    Path jdk = Path.of(System.getProperty("java.home"));
    finish(
        List.of(
            jdk.resolve("bin/jlink").toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--include-locales=en,fr,ar",
            "--compress=0", // read from the disk as it lies there; the package is compressed
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            folder.resolve("runtime").toString()));
    finish(List.of(folder.resolve("runtime/bin/java").toString(), "-Xshare:dump"));
  }

  private void libraries(Path target, Pattern system) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    List<Path> from;
    try (var jars = Files.list(target.resolve("lib"))) {
      from = new ArrayList<>(jars.filter(jar -> jar.toString().endsWith(".jar")).toList());
    }
    try (var jars = Files.list(target)) {
      jars.filter(jar -> jar.toString().endsWith(".jar")).forEach(from::add);
    }
    for (Path jar : from) {
      Path copy = lib.resolve(jar.getFileName().toString());
      Archives.copy(jar, copy, system);
      Files.setLastModifiedTime(copy, MADE); // the archive remembers it
    }
  }

  private void options(String separator, String file) throws IOException {
    try (var jars = Files.list(folder.resolve("lib"))) {
      String path =
          jars.map(jar -> "lib/" + jar.getFileName())
              .filter(jar -> jar.endsWith(".jar"))
              .sorted()
              .collect(Collectors.joining(separator));
      Files.writeString(
          folder.resolve("lib").resolve(file),
          String.join("\n", OPTIONS) + "\n-cp\n\"" + path + "\"\n",
          StandardCharsets.UTF_8);
    }
  }

  private void train(Visit training) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("retex-training");
    Path log = work.resolve("log");
    var command =
        new ArrayList<>(
            List.of(
                folder.resolve("runtime/bin/java").toString(),
                "@lib/agent.options",
                "-XX:ArchiveClassesAtExit=lib/" + name + ".jsa"));
    command.addAll(training.settings());
    command.add(main);
    command.addAll(training.arguments(work));
    Process process = run(command, log);
    try {
      training.visit(process);
    } finally {
      process.destroy();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    }
    if (!Files.exists(folder.resolve("lib/" + name + ".jsa"))) {
      throw new IOException("the class-data archive was not made; see " + log);
    }
  }

  static void finish(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command.get(0) + " failed: " + said.strip());
    }
  }
}
