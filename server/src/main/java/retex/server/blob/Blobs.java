package retex.server.blob;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Large objects in a local folder, named by SHA-256 of their bytes. Written whole, on disk when the
 * call returns; putting the same bytes again changes nothing. Safe for use by several threads.
 */
@Singleton
public final class Blobs {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  Blobs(@Property(name = "retex.data") String data) {
    this.folder = Path.of(data, "blobs");
  }

  /** Keeps the bytes and answers their hash in hexadecimal. */
  public String put(byte[] bytes) {
    String hash = hash(bytes);
    Path file = file(hash);
    if (Files.exists(file)) {
      return hash;
    }
    try {
      Files.createDirectories(file.getParent());
      Path next = Files.createTempFile(file.getParent(), hash.substring(0, 8), ".next");
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(bytes));
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      forceName(hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hash;
  }

  /** The bytes of a hash that {@link #put} answered; a file that was changed is not handed out. */
  public byte[] get(String hash) {
    try {
      byte[] bytes = Files.readAllBytes(file(hash));
      if (!hash(bytes).equals(hash)) {
        throw new IllegalStateException("blob changed");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the bytes of a hash are there. */
  public boolean holds(String hash) {
    return Files.exists(file(hash));
  }

  /** Takes a file that is whole and on disk; atomic. */
  void adopt(Path whole, String hash) throws IOException {
    Path file = file(hash);
    Files.createDirectories(file.getParent());
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A power cut may take back a name whose folder was not forced. */
  void forceName(String hash) throws IOException {
    force(folderOf(hash), StandardOpenOption.READ);
    force(folder, StandardOpenOption.READ); // in which that one may be new
  }

  /** Forces a file, or the names in a folder, to disk. */
  static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /** Whether the bytes of a hash are there, and as they were put. */
  boolean isWhole(String hash) {
    try {
      return Files.exists(file(hash)) && hash(Files.readAllBytes(file(hash))).equals(hash);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Deletes the bytes of a hash, if they are there. */
  public void destroy(String hash) {
    try {
      Files.deleteIfExists(file(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("no hash");
    }
    return folderOf(hash).resolve(hash);
  }

  private Path folderOf(String hash) {
    return folder.resolve(hash.substring(0, 2));
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
