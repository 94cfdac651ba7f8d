package retex.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes what is installed on an evaluator's laptop: portable archive, Windows layout, Debian
 * package.
 */
@Command(
    name = "retex package",
    description = "Make the packages of the agent: a portable archive, a .deb, a Windows layout.",
    mixinStandardHelpOptions = true)
public final class PackageCommand implements Callable<Integer> {

  /** Name of the program and of its files. */
  public static final String NAME = "retex-agent";

  /** Class that the launchers start. */
  public static final String MAIN = "retex.agent.Laptop";

  private static final String VERSION = "0.1.0";

  @Parameters(paramLabel = "agent", description = "What to package; only the agent so far")
  private String what = "agent";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "deploy/target/package",
      description = "Where the packages go (default: ${DEFAULT-VALUE} of the project)")
  private Path out = Path.of("deploy/target/package");

  private PackageCommand() {}

  public static void main(String[] arguments) {
    var line = new CommandLine(new PackageCommand());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println("retex package: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!what.equals("agent")) {
      throw new IOException("only the agent can be packaged");
    }
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    Path folder = home.resolve(out);
    delete(folder);
    Files.createDirectories(folder);

    PortableImage image = agent(home, folder.resolve(NAME));
    Path archive = folder.resolve(NAME + "-" + VERSION + "-linux-x64.tar.gz");
    PortableImage.finish(List.of("tar", "-C", folder.toString(), "-czf", archive.toString(), NAME));
    System.out.println(archive + "  " + megabytes(archive) + " MB");

    Path deb = folder.resolve(NAME + "_" + VERSION + "_amd64.deb");
    if (available("dpkg-deb")) {
      new DebianPackage(image, VERSION, DebianPackage.SHIPPED).write(deb);
      System.out.println(deb + "  " + megabytes(deb) + " MB");
    } else {
      System.out.println("No .deb: dpkg-deb is not on this machine.");
    }

    Path windows = windows(home, folder);
    System.out.println(windows + "  " + megabytes(windows) + " MB");
    System.out.println("The Windows layout was not run: no Windows at hand. See its README.txt.");
    return 0;
  }

  /** The agent's image for this system in {@code folder}. */
  public static PortableImage agent(Path home, Path folder)
      throws IOException, InterruptedException {
    PortableImage image =
        PortableImage.make(
            folder,
            NAME,
            MAIN,
            home.resolve("field-agent/target"),
            new LaptopVisit(LaptopVisit.freePort()));
    Path launcher = folder.resolve("bin/" + NAME);
    Files.writeString(launcher, resource("retex-agent.sh"));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("README.txt"), resource("README-linux.txt"));
    papers(home, folder);
    return image;
  }

  /** The zip for Windows, made from libraries and options alone. */
  static Path windows(Path home, Path out) throws IOException {
    Path root = out.resolve("windows");
    Path folder = root.resolve(NAME);
    PortableImage.layoutForWindows(folder, NAME, MAIN, home.resolve("field-agent/target"));
    for (String file : List.of("retex-agent.cmd", "make-runtime.cmd")) {
      String script =
          resource(file)
              .replace("@MODULES@", String.join(",", PortableImage.MODULES))
              .replace("\n", "\r\n");
      Files.writeString(folder.resolve("bin").resolve(file), script);
    }
    Files.writeString(
        folder.resolve("README.txt"), resource("README-windows.txt").replace("\n", "\r\n"));
    papers(home, folder);
    Path zip = out.resolve(NAME + "-" + VERSION + "-windows-x64-no-runtime.zip");
    try (var to = new ZipOutputStream(Files.newOutputStream(zip));
        var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        to.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, to);
        to.closeEntry();
      }
    }
    return zip;
  }

  private static void papers(Path home, Path folder) throws IOException {
    for (String paper : List.of("LICENSE", "NOTICE")) {
      Files.copy(home.resolve(paper), folder.resolve(paper), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static String resource(String file) throws IOException {
    try (var in = PackageCommand.class.getResourceAsStream("/package/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean available(String program) throws InterruptedException {
    try {
      PortableImage.finish(List.of(program, "--version"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static long megabytes(Path file) throws IOException {
    return Math.round(Files.size(file) / 1e6);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
