package retex.agent.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a laptop's key slots, in two steps on the disk: first the order is written, which
 * cannot be taken back; then the slots go, users', escrow and signing keys alike. Whoever opens
 * after a crash in between finds the order and finishes. What the slots opened, the store and its
 * copies, is unreadable from then on. Safe for use by several threads and processes.
 */
final class KeyDestruction {

  private static final Logger LOG = LoggerFactory.getLogger(KeyDestruction.class);
  // whatever holds, or may hold, a wrapped key; copies of the store hold none
  private static final List<String> FILES =
      List.of(
          "slots.json",
          "slots.json.next",
          "slots-twin.json",
          "slots-twin.json.next",
          "recovery.key",
          "recovery.key.next");

  private final Path folder;
  private final Path order;

  KeyDestruction(Path folder) {
    this.folder = folder;
    this.order = folder.resolve("destroyed");
  }

  /** Writes the order; the first one stays. */
  void order(DestructionOrder why, Instant at) {
    if (isOrdered()) {
      return;
    }
    try {
      byte[] text = (why.name() + " " + at + "\n").getBytes(StandardCharsets.US_ASCII);
      SlotFile.replace(order, text);
      force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isOrdered() {
    return order.toFile().exists(); // each request asks; the other way throws where there is none
  }

  /** The order, where there is one; one that cannot be read counts as stolen. */
  Optional<DestructionOrder> ordered() {
    if (!isOrdered()) {
      return Optional.empty();
    }
    try {
      String word = Files.readString(order, StandardCharsets.US_ASCII).split(" ", 2)[0];
      return Optional.of(DestructionOrder.valueOf(word));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(DestructionOrder.STOLEN);
    }
  }

  /** Destroys what is left of the slots, where that was ordered; then refuses by name. */
  void refuseWhereOrdered() {
    Optional<DestructionOrder> ordered = ordered();
    if (ordered.isPresent()) {
      finish();
      throw ordered.get().refusal().at("").asException();
    }
  }

  /**
   * Overwrites and removes them; one that cannot be does not save the others. What a disk keeps of
   * overwritten blocks is its own affair.
   */
  void finish() {
    List<Path> left = FILES.stream().map(folder::resolve).filter(Files::exists).toList();
    var failures = new ArrayList<IOException>();
    for (Path file : left) {
      try {
        overwrite(file);
      } catch (NoSuchFileException e) {
        LOG.debug("vault.keys_destroyed_beside"); // another thread or process was here first
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new UncheckedIOException(failures.get(0));
    }
    if (!left.isEmpty()) {
      LOG.warn("vault.keys_destroyed");
    }
  }

  private void overwrite(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] noise = new byte[(int) channel.size()];
      new SecureRandom().nextBytes(noise);
      ByteBuffer left = ByteBuffer.wrap(noise);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Files.deleteIfExists(file);
    force(folder);
  }

  /** A new or removed name is on the disk, where the system can say so. */
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("vault.folder_not_forced"); // Windows opens no folder; its names are journalled
    }
  }
}
