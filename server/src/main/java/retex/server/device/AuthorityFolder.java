package retex.server.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authority's keys on disk, for their owner alone. The first generation lies in the folder
 * itself, each later one in {@code authority-N}, which appears whole or not at all; the highest
 * counts. One without a bridge ends all that were before it. Nothing is ever overwritten.
 */
final class AuthorityFolder {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorityFolder.class);
  private static final Pattern LATER = Pattern.compile("authority-([2-9]|[1-9][0-9]{1,8})");

  private static final String BRIDGE = "bridge.crt";

  private final Path keys;

  AuthorityFolder(Path keys) {
    this.keys = keys;
  }

  /**
   * The newest generations, the newest first, at most so many; one is made where there is none. An
   * earlier one that cannot be read is left out: laptops that pin it are led over no more.
   */
  List<Authority> newestOr(Supplier<Authority> first, int atMost) {
    return locked(
        () -> {
          int last = generation();
          if (last == 1 && !Files.exists(keys.resolve("authority.crt"))) {
            Authority made = first.get();
            write(keys.resolve("authority.key"), made.key().getEncoded());
            write(keys.resolve("authority.crt"), made.certificate().getEncoded());
          }
          var newest = new ArrayList<Authority>();
          newest.add(read(folder(last)));
          int number = last;
          while (isLedTo(number) && number > Math.max(1, last - atMost + 1)) {
            readIfSound(--number).ifPresent(newest::add);
          }
          return List.copyOf(newest);
        });
  }

  /** Adds the generation that {@code next} makes of the newest one. */
  Authority add(Function<Authority, Authority> next) {
    return locked(
        () -> {
          Authority made = next.apply(read(folder(generation())));
          Path building = keys.resolve("authority-next");
          Files.createDirectories(building);
          write(building.resolve("authority.key"), made.key().getEncoded());
          for (String left : List.of(BRIDGE, "before.crt")) { // by a crash
            Files.deleteIfExists(building.resolve(left));
          }
          if (made.bridge().isPresent() && made.before().isPresent()) {
            write(building.resolve(BRIDGE), made.bridge().get().getEncoded());
            write(building.resolve("before.crt"), made.before().get().getEncoded());
          }
          write(building.resolve("authority.crt"), made.certificate().getEncoded());
          Files.move(building, folder(generation() + 1), StandardCopyOption.ATOMIC_MOVE);
          return made;
        });
  }

  /** The number of the newest generation; another process may have made it. */
  int generation() {
    if (!Files.isDirectory(keys)) {
      return 1;
    }
    try (Stream<Path> files = Files.list(keys)) {
      return files
          .map(it -> LATER.matcher(String.valueOf(it.getFileName())))
          .filter(Matcher::matches)
          .mapToInt(it -> Integer.parseInt(it.group(1)))
          .max()
          .orElse(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether laptops of the one before are led over to it. */
  private boolean isLedTo(int generation) {
    return Files.exists(folder(generation).resolve(BRIDGE));
  }

  private Path folder(int generation) {
    return generation == 1 ? keys : keys.resolve("authority-" + generation);
  }

  private Optional<Authority> readIfSound(int generation) {
    try {
      return Optional.of(read(folder(generation)));
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("authority.unreadable generation={}", generation);
      return Optional.empty();
    }
  }

  private static Authority read(Path folder) throws IOException, GeneralSecurityException {
    PrivateKey key =
        KeyFactory.getInstance("EC")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve("authority.key"))));
    return new Authority(
        key,
        parse(folder.resolve("authority.crt")),
        parseIfThere(folder.resolve(BRIDGE)),
        parseIfThere(folder.resolve("before.crt")));
  }

  private static Optional<X509Certificate> parseIfThere(Path file)
      throws IOException, GeneralSecurityException {
    return Files.exists(file) ? Optional.of(parse(file)) : Optional.empty();
  }

  private static X509Certificate parse(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** Written for the owner alone, whole or not at all. */
  private static void write(Path file, byte[] bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, bytes);
    var owner = next.toFile();
    boolean kept =
        owner.setReadable(false, false)
            && owner.setWritable(false, false)
            && owner.setReadable(true, true)
            && owner.setWritable(true, true);
    if (!kept) {
      throw new IOException("cannot keep " + file.getFileName() + " for its owner alone");
    }
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** One process at a time, and one thread of it: a process locks a file once. */
  private synchronized <T> T locked(Work<T> work) {
    try {
      Files.createDirectories(keys);
      try (FileChannel channel =
              FileChannel.open(
                  keys.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        return work.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Work<T> {
    T run() throws IOException, GeneralSecurityException;
  }
}
