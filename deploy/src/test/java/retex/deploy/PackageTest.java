package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is installed on a laptop: unpacked elsewhere, upgraded, taken away again. */
class PackageTest {

  @TempDir private Path work;
  private final List<Process> running = new ArrayList<>();
  private PortableImage image;

  @BeforeEach
  void packaged() throws IOException, InterruptedException {
    image = PackagedLaptop.image();
  }

  @AfterEach
  void ended() throws InterruptedException {
    for (Process process : running) {
      end(process);
    }
  }

  @Test
  void an_archive_unpacked_anywhere_runs_without_java_and_uses_its_class_data() throws Exception {
    Path unpacked = unpacked("a folder with spaces");

    Path loaded = work.resolve("loaded");
    LaptopVisit visit =
        start(
            unpacked,
            "-Xshare:on", // on: it does not start without the archive
            "-Xlog:class+load:file=" + loaded);
    assertThat(Files.readAllLines(loaded).stream().filter(it -> it.contains("UnlockPage ")))
        .isNotEmpty();
    assertThat(Files.readAllLines(loaded).stream().filter(it -> it.contains("jdk.jfr.internal.")))
        .as("a flight recorder would cost a tenth of the start")
        .noneMatch(it -> it.contains("MetadataRepository "));
    visit.unlock();
    String draft = visit.begin("infantry-battalion@1");

    assertThat(visit.get(draft + "?section=FP")).contains("answers.FP1.rating");
  }

  @Test
  void a_port_that_another_program_has_is_named_and_an_icon_takes_another() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Process refused = launched(image.folder(), List.of(), "serve", "--data", "x", "--port", port);
      assertThat(refused.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(refused.exitValue()).isEqualTo(1);
      assertThat(Files.readString(work.resolve("log")))
          .contains("127.0.0.1:" + port, "--port 0", "(PORT_TAKEN)")
          .doesNotContain("  at ");
    }
    try (var always = new ServerSocket()) {
      occupy(always, 8470);
      launched(image.folder(), List.of("-Duser.home=" + work));
      Path told = work.resolve(".retex/agent/run/ports.json");
      assertThat(Eventually.within(Duration.ofSeconds(60), () -> Files.exists(told))).isTrue();
      int port = new JsonMapper().readTree(told.toFile()).get("http").asInt();
      assertThat(port).isNotEqualTo(8470);
      assertThat(new LaptopVisit(port).get("/unlock")).contains("passphrase");
    }
  }

  @Test
  void a_crash_of_a_command_leaves_no_memory_behind_either() throws IOException {
    for (String options : List.of("bin/retex-agent", "lib/agent.options")) {
      assertThat(Files.readString(image.folder().resolve(options)))
          .as(options)
          .contains("-XX:-CreateCoredumpOnCrash", "-XX:+SuppressFatalErrorMessage");
    }
  }

  @Test
  void an_upgrade_is_another_folder_and_keeps_what_was_written() throws Exception {
    String draft = written(start(unpacked("first")));
    end(running.get(0));

    LaptopVisit visit = start(unpacked("second"));
    visit.unlock();

    assertThat(visit.get(draft)).contains("Some Unit");
  }

  @Test
  void an_upgrade_that_fails_is_said_and_the_version_before_goes_on() throws Exception {
    String draft = written(start(unpacked("first")));
    end(running.get(0));
    Path broken = unpacked("second");
    breakMigration(broken);

    LaptopVisit failing = start(broken);
    var said =
        new LaptopPages(failing.port())
            .post("/unlock", Map.of("passphrase", Processes.SECRET))
            .body();
    end(running.get(1));
    LaptopVisit before = start(work.resolve("first/retex-agent"));
    before.unlock();

    assertThat(said).contains("they are as they were before");
    assertThat(before.get(draft)).contains("Some Unit");
  }

  @Test
  void a_debian_package_installs_upgrades_and_leaves_without_touching_records() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "dpkg needs root");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg here");
    Path root = Files.createDirectories(work.resolve("root"));
    for (String folder : List.of("var/lib/dpkg/info", "var/lib/dpkg/updates")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.createFile(root.resolve("var/lib/dpkg/status"));
    dpkg(root, "--install", deb("0.1.0"));
    Path installed = root.resolve("opt/retex-agent");
    assertThat(Files.readSymbolicLink(root.resolve("usr/bin/retex-agent")).toString())
        .isEqualTo("/opt/retex-agent/bin/retex-agent");
    String draft = written(start(installed, "-Xshare:on"));
    end(running.get(0));

    dpkg(root, "--install", deb("0.1.1"));
    LaptopVisit upgraded = start(installed, "-Xshare:on");
    upgraded.unlock();
    assertThat(upgraded.get(draft)).contains("Some Unit");
    end(running.get(1));

    dpkg(root, "--remove", "retex-agent");
    assertThat(installed).doesNotExist();
    assertThat(work.resolve("records/retex.db")).exists();
  }

  /** The image as an archive that was unpacked in another place. */
  private Path unpacked(String name) throws IOException, InterruptedException {
    Path archive = work.resolve(name + ".tar");
    PortableImage.finish(
        List.of(
            "tar",
            "-C",
            image.folder().resolveSibling("").toString(),
            "-cf",
            archive.toString(),
            PackageCommand.NAME));
    Path folder = Files.createDirectories(work.resolve(name));
    PortableImage.finish(List.of("tar", "-C", folder.toString(), "-xf", archive.toString()));
    Files.delete(archive);
    return folder.resolve(PackageCommand.NAME);
  }

  private static void occupy(ServerSocket socket, int port) throws IOException {
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException alreadySo) {
      assertThat(alreadySo).hasMessageContaining("in use");
    }
  }

  /** Runs its launcher as an evaluator's shell would, with no Java on the path. */
  private LaptopVisit start(Path folder, String... settings)
      throws IOException, InterruptedException {
    int port = LaptopVisit.freePort();
    String records = work.resolve("records").toString();
    String at = Integer.toString(port);
    Process process = launched(folder, List.of(settings), "serve", "--data", records, "--port", at);
    var visit = new LaptopVisit(port);
    visit.awaitPage(process, "/unlock");
    return visit;
  }

  private Process launched(Path folder, List<String> settings, String... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(folder.resolve("bin/retex-agent").toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("log").toFile()));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("HOME", work.toString());
    builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", settings));
    Process process = builder.start();
    running.add(process);
    return process;
  }

  private static String written(LaptopVisit visit) throws IOException, InterruptedException {
    visit.unlock();
    String draft = visit.begin("infantry-battalion@1");
    visit.post(draft, draft, Map.of("unit.name", "Some Unit", "next", ""));
    return draft;
  }

  /** A program whose last migration cannot run. */
  private static void breakMigration(Path folder) throws IOException {
    Path jar = folder.resolve("lib/broken.jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String folderOf : List.of("db/", "db/migration/", "db/migration/agent/")) {
        out.putNextEntry(new ZipEntry(folderOf)); // by these the program finds what it holds
        out.closeEntry();
      }
      out.putNextEntry(new ZipEntry("db/migration/agent/V999__broken.sql"));
      out.write("delete from draft; this is no statement;".getBytes(StandardCharsets.US_ASCII));
      out.closeEntry();
    }
    Path options = folder.resolve("lib/agent.options");
    String changed = Files.readString(options).replace("-cp\n\"", "-cp\n\"lib/broken.jar:");
    Files.writeString(options, changed);
  }

  private String deb(String version) throws IOException, InterruptedException {
    Path deb = work.resolve(version + ".deb");
    new DebianPackage(image, version, 1).write(deb); // unpacked at once
    return deb.toString();
  }

  private static void dpkg(Path root, String action, String what)
      throws IOException, InterruptedException {
    PortableImage.finish(
        List.of("dpkg", "--root=" + root, "--force-depends", "--force-not-root", action, what));
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
