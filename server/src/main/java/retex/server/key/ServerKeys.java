package retex.server.key;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import retex.contract.DeviceKey;
import retex.contract.Seal;

/**
 * The server's own Ed25519 keys, made at first use and kept under {@code keys/} for their owner
 * alone. Safe for use by several threads and processes.
 */
@Singleton
public final class ServerKeys {

  private static final HexFormat HEX = HexFormat.of();

  private final Path folder;
  private final Map<String, DeviceKey> open = new ConcurrentHashMap<>();

  ServerKeys(@Property(name = "retex.data") String data) {
    this.folder = Path.of(data, "keys");
  }

  /** Where keys are kept. */
  public Path folder() {
    return folder;
  }

  /** The key of a purpose such as {@code policy}: a word of small letters. */
  public DeviceKey of(String purpose) {
    return open.computeIfAbsent(purpose, this::read);
  }

  /** The X25519 pair to which bundles for this server are sealed. */
  public Seal.Pair bundles() {
    return of("bundle").sealing();
  }

  private DeviceKey read(String purpose) {
    Path file = folder.resolve(purpose + ".key");
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(purpose + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(file)) {
          make(file);
        }
      }
      return DeviceKey.of(HEX.parseHex(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] key = DeviceKey.generate(new SecureRandom()).privateKey();
    Files.writeString(next, HEX.formatHex(key));
    Arrays.fill(key, (byte) 0);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
