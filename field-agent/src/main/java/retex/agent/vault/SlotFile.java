package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.SLOTS_UNREADABLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of all slots as it lies on the disk: parameters and wrapped keys, no secret. Version 1
 * had no names and no escrow, version 2 no signing keys. Replaced whole or not at all.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SlotFile(int version, List<Slot> slots, @Nullable Escrow escrow) {

  static final int VERSION = 3;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  SlotFile {
    slots = List.copyOf(slots);
  }

  /** One user's slot. Bytes in hexadecimal. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Slot(
      @Nullable String name,
      String function,
      int passes,
      int lanes,
      int memoryKib,
      String salt,
      String nonce,
      String wrapped,
      @Nullable Person person) {

    Slot(
        String name,
        String function,
        int passes,
        int lanes,
        int memoryKib,
        String salt,
        String nonce,
        String wrapped) {
      this(name, function, passes, lanes, memoryKib, salt, nonce, wrapped, null);
    }

    String user() {
      return name == null ? "user" : name;
    }

    Slot with(@Nullable Person other) {
      return new Slot(name, function, passes, lanes, memoryKib, salt, nonce, wrapped, other);
    }
  }

  /**
   * The user's own signing key, wrapped under the same passphrase with a salt of its own. {@code
   * request} and {@code certificate} in their one-line forms; the latter empty until it came.
   */
  record Person(Slot key, String request, String certificate) {}

  /**
   * The data key sealed to headquarters (retex.contract.Seal). {@code key} names the public key it
   * is sealed to, {@code laptop} the store it belongs to.
   */
  record Escrow(String key, String laptop, String sealed) {}

  SlotFile with(List<Slot> others) {
    return new SlotFile(VERSION, others, escrow);
  }

  SlotFile with(Escrow other) {
    return new SlotFile(VERSION, slots, other);
  }

  static SlotFile read(Path path) {
    try {
      SlotFile slots = JSON.readValue(Files.readAllBytes(path), SlotFile.class);
      if (slots.version() < 1 || slots.version() > VERSION) {
        throw SLOTS_UNREADABLE.at("version").asException();
      }
      return slots;
    } catch (IOException e) {
      throw SLOTS_UNREADABLE.at("").asException();
    }
  }

  static void write(Path path, SlotFile slots) {
    try {
      replace(path, JSON.writeValueAsBytes(slots));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes beside, forces to disk, then points to it; what cannot be written leaves nothing. */
  static void replace(Path path, byte[] content) throws IOException {
    Path next = path.resolveSibling(path.getFileName() + ".next");
    try {
      write(next, content);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
  }

  private static void write(Path path, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
