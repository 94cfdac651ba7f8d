package retex.server.blob;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that have come in part, beside the whole ones. What arrived stays over cuts and crashes; it
 * counts for nothing until the whole is what its hash says. Each sender has parts of its own, so
 * that nobody can spoil another's. Safe for use by several threads.
 */
@Singleton
public final class Arriving {

  private static final Logger LOG = LoggerFactory.getLogger(Arriving.class);
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}-[0-9a-f]{64}");
  private static final Duration FORGOTTEN = Duration.ofDays(60);

  private final Path folder;
  private final Blobs blobs;
  private final boolean ages;

  @Inject
  Arriving(@Property(name = "retex.data") String data, Blobs blobs) {
    this(Path.of(data, "arriving"), blobs, true);
  }

  private Arriving(Path folder, Blobs blobs, boolean ages) {
    this.folder = folder;
    this.blobs = blobs;
    this.ages = ages;
  }

  /**
   * The same in a folder of its own, for files that are not to be among the others and wait as long
   * as it takes.
   */
  public static Arriving apart(String data, String name, Blobs blobs) {
    return new Arriving(Path.of(data, name), blobs, false);
  }

  /** How many bytes have come. */
  public synchronized long length(String sender, String hash) {
    Path part = part(sender, hash);
    try {
      return Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds bytes that follow what has come; false, and nothing is added, where they do not. */
  public synchronized boolean append(String sender, String hash, long offset, byte[] bytes) {
    Path part = part(sender, hash);
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (channel.size() != offset) {
          return false;
        }
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          channel.write(left, offset + left.position());
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The whole, where it is what its hash says; else empty, and it is thrown away, as what cannot be
   * read is: it would keep up all that comes behind it.
   */
  public synchronized Optional<byte[]> whole(String sender, String hash) {
    Optional<byte[]> bytes = read(sender, hash).filter(it -> Blobs.hash(it).equals(hash));
    if (bytes.isEmpty()) {
      drop(sender, hash);
    }
    return bytes;
  }

  /** All that has come; empty where it cannot be read. */
  public synchronized Optional<byte[]> read(String sender, String hash) {
    try {
      return Optional.of(Files.readAllBytes(part(sender, hash)));
    } catch (IOException damaged) {
      LOG.warn("arriving.unreadable why={}", damaged.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  /** Leaves a file where it is, on disk when the call returns. */
  public synchronized void force(String sender, String hash) {
    try {
      Blobs.force(part(sender, hash), StandardOpenOption.WRITE);
      Blobs.force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a file that is whole and on disk one of the others; atomic. */
  public synchronized void adopt(String sender, String hash) {
    try {
      blobs.adopt(part(sender, hash), hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a file that was adopted is on disk when the call returns. */
  public void forceName(String hash) {
    try {
      blobs.forceName(hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file is one of the others, and as its hash says. */
  public boolean isAdopted(String hash) {
    return blobs.isWhole(hash);
  }

  /** Throws away what has come of a file. */
  public synchronized void drop(String sender, String hash) {
    try {
      Files.deleteIfExists(part(sender, hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws away what came of one file from whomever, and what nobody went on with for long. */
  public synchronized void forget(String hash) {
    if (Files.notExists(folder)) {
      return;
    }
    long before = System.currentTimeMillis() - FORGOTTEN.toMillis();
    try (Stream<Path> parts = Files.list(folder)) {
      for (Path part : parts.toList()) {
        boolean isOld = ages && Files.getLastModifiedTime(part).toMillis() < before;
        if (isOld || part.toString().endsWith("-" + hash)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws away what nobody added to since a moment. */
  public synchronized void forgetOlder(Instant moment) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> parts = Files.list(folder)) {
      for (Path part : parts.toList()) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(moment)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hashes of what came from a sender, whole or not. */
  public synchronized Set<String> of(String sender) {
    if (Files.notExists(folder)) {
      return Set.of();
    }
    try (Stream<Path> parts = Files.list(folder)) {
      return parts
          .map(part -> String.valueOf(part.getFileName()))
          .filter(name -> name.startsWith(sender + "-"))
          .map(name -> name.substring(sender.length() + 1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path part(String sender, String hash) {
    String name = sender + "-" + hash;
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a part");
    }
    return folder.resolve(name);
  }
}
