package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.SLOTS_UNREADABLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of all slots as it lies on the disk: parameters and wrapped keys, no secret. Version 1
 * had no names and no escrow, version 2 no signing keys. A line after them, which earlier programs
 * neither write nor read, holds their SHA-256. Replaced whole or not at all. A twin lies beside it
 * and is read where the file is missing or damaged; it goes before the file changes, so that none
 * is older and brings back a passphrase that was ended. Safe for use by several threads and
 * processes.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SlotFile(int version, List<Slot> slots, @Nullable Escrow escrow) {

  static final int VERSION = 3;

  private static final Logger LOG = LoggerFactory.getLogger(SlotFile.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final HexFormat HEX = HexFormat.of();

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

    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16; // GCM's

    Slot {
      if (HEX.parseHex(salt).length != SALT_BYTES
          || HEX.parseHex(nonce).length != NONCE_BYTES
          || HEX.parseHex(wrapped).length <= TAG_BYTES) {
        throw new IllegalArgumentException("slot");
      }
    }

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

  static boolean exists(Path path) {
    return Files.exists(path) || Files.exists(twin(path));
  }

  static SlotFile read(Path path) {
    SlotFile slots =
        sound(path)
            .or(() -> sound(twin(path)))
            .or(() -> legible(path)) // what damage left: others than it struck can go on
            .orElseThrow(() -> SLOTS_UNREADABLE.at("").asException());
    if (slots.version() < 1 || slots.version() > VERSION) {
      throw SLOTS_UNREADABLE.at("version").asException();
    }
    return slots;
  }

  /** What is as it was written; of an earlier program's file nobody can tell. */
  private static Optional<SlotFile> sound(Path path) {
    try {
      String content = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      int end = content.lastIndexOf('}') + 1;
      String sum = content.substring(end).strip();
      boolean isWhole = sum.isEmpty() || sum.equals(sum(content.substring(0, end)));
      return isWhole ? legible(path) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<SlotFile> legible(Path path) {
    try {
      return Optional.ofNullable(JSON.readValue(Files.readAllBytes(path), SlotFile.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] content(SlotFile slots) throws IOException {
    String json = JSON.writeValueAsString(slots);
    return (json + "\n" + sum(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String sum(String json) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HEX.formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  /** Writes the first slots. */
  static synchronized void create(Path path, SlotFile slots) {
    try (FileChannel channel = lockFile(path)) {
      channel.lock();
      put(path, slots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is made of those that are there; nobody else writes meanwhile. */
  static synchronized void change(Path path, UnaryOperator<SlotFile> change) {
    try (FileChannel channel = lockFile(path)) {
      channel.lock();
      put(path, change.apply(read(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Path path, SlotFile slots) throws IOException {
    byte[] content = content(slots);
    if (sound(path).isEmpty() && sound(twin(path)).isPresent()) {
      replace(
          path, Files.readAllBytes(twin(path))); // the last good ones are never the twin's alone
    }
    Files.deleteIfExists(twin(path));
    KeyDestruction.force(twin(path).resolveSibling(""));
    replace(path, content);
    pair(path, content);
  }

  /**
   * Makes file and twin the same again, where a crash, damage or an earlier program came between
   * them; the file counts as long as it is sound.
   */
  static synchronized void mend(Path path) {
    try (FileChannel channel = lockFile(path)) {
      channel.lock();
      Optional<SlotFile> own = sound(path);
      Optional<SlotFile> good = own.or(() -> sound(twin(path)));
      if (good.isEmpty()) {
        LOG.warn("vault.slots_not_mended because=damaged");
        return;
      }
      byte[] content = content(good.get());
      if (own.isEmpty() || !Arrays.equals(Files.readAllBytes(path), content)) {
        replace(path, content);
      }
      if (own.isEmpty()) {
        LOG.warn("vault.slots_mended");
      }
      pair(path, content);
    } catch (IOException e) {
      LOG.warn("vault.slots_not_mended because={}", e.getClass().getSimpleName());
    }
  }

  private static FileChannel lockFile(Path path) throws IOException {
    return FileChannel.open(
        path.resolveSibling("slots.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** A disk without room for the twin is no reason to refuse: the next opening makes it. */
  private static void pair(Path path, byte[] content) {
    Path twin = twin(path);
    try {
      if (Files.notExists(twin) || !Arrays.equals(Files.readAllBytes(twin), content)) {
        replace(twin, content);
      }
    } catch (IOException e) {
      LOG.warn("vault.slots_without_twin because={}", e.getClass().getSimpleName());
    }
  }

  private static Path twin(Path path) {
    return path.resolveSibling("slots-twin.json");
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
