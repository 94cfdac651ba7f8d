package retex.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A portable image as a Debian package: under /opt, a command, an entry in the desktop's menu. */
final class DebianPackage {

  /** How hard what is shipped is pressed, 1 to 9. */
  static final int SHIPPED = 6;

  private final PortableImage image;
  private final String version;
  private final int pressed;

  /** {@code pressed}: how hard, from 1, which is soon done, to 9. */
  DebianPackage(PortableImage image, String version, int pressed) {
    this.image = image;
    this.version = version;
    this.pressed = pressed;
  }

  void write(Path deb) throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("retex-deb");
    Path opt = Files.createDirectories(root.resolve("opt"));
    // cp -a keeps the times of the libraries, which the class-data archive remembers
    PortableImage.finish(List.of("cp", "-a", image.folder().toString(), opt.toString()));
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(
        bin.resolve(PackageCommand.NAME),
        Path.of("/opt", PackageCommand.NAME, "bin", PackageCommand.NAME));
    Path menu = Files.createDirectories(root.resolve("usr/share/applications"));
    Files.writeString(
        menu.resolve(PackageCommand.NAME + ".desktop"),
        PackageCommand.resource("retex-agent.desktop"));
    Path doc = Files.createDirectories(root.resolve("usr/share/doc/" + PackageCommand.NAME));
    Files.copy(image.folder().resolve("NOTICE"), doc.resolve("copyright"));
    Path control = Files.createDirectories(root.resolve("DEBIAN"));
    Files.writeString(
        control.resolve("control"),
        PackageCommand.resource("control").replace("@VERSION@", version));
    PortableImage.finish(
        List.of(
            "dpkg-deb",
            "--root-owner-group",
            "-Zgzip",
            "-z" + pressed,
            "--build",
            root.toString(),
            deb.toString()));
  }
}
