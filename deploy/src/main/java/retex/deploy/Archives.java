package retex.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Libraries as an image carries them: without signatures, and native code for one system alone. */
final class Archives {

  // A class of a signed library cannot enter a class-data archive; nothing here checks the
  // signature.
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(so|dll|dylib|jnilib|a)", Pattern.CASE_INSENSITIVE);

  private Archives() {}

  /** Copies a library; native code is kept when its path matches {@code system}. */
  static void copy(Path library, Path target, Pattern system) throws IOException {
    try (var from = new ZipFile(library.toFile());
        OutputStream file = Files.newOutputStream(target);
        var to = new ZipOutputStream(file)) {
      for (ZipEntry entry : List.copyOf(from.stream().map(ZipEntry.class::cast).toList())) {
        String name = entry.getName();
        boolean foreign = NATIVE.matcher(name).matches() && !system.matcher(name).find();
        if (foreign || SIGNATURE.matcher(name).matches()) {
          continue;
        }
        var copy = new ZipEntry(name);
        copy.setTimeLocal(entry.getTimeLocal());
        to.putNextEntry(copy);
        try (InputStream in = from.getInputStream(entry)) {
          if (name.equals(JarFile.MANIFEST_NAME)) {
            manifest(in).write(to);
          } else {
            in.transferTo(to);
          }
        }
        to.closeEntry();
      }
    }
  }

  /** Without the digest of every class of a signed library, which would stay in memory for good. */
  private static Manifest manifest(InputStream in) throws IOException {
    var manifest = new Manifest(in);
    manifest.getEntries().clear();
    return manifest;
  }
}
