package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.PASSPHRASE_WRONG;
import static retex.agent.vault.VaultRefusal.SLOTS_UNREADABLE;

import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The random data key of the store, wrapped once for each passphrase: Argon2id (RFC 9106) makes the
 * wrapping key, AES-256-GCM wraps. The parameters are written beside each slot, so that they can
 * grow. The file is replaced whole or not at all.
 */
final class KeySlots {

  private static final int VERSION = 1;
  private static final int KEY_BYTES = 32;
  // RFC 9106, section 4, second recommended option: 3 passes, 4 lanes, 64 MiB
  private static final int PASSES = 3;
  private static final int LANES = 4;
  private static final int MEMORY_KIB = 64 * 1024;
  private static final HexFormat HEX = HexFormat.of();

  private final Path file;
  private final ObjectMapper json;
  private final SecureRandom random;

  KeySlots(Path file, ObjectMapper json, SecureRandom random) {
    this.file = file;
    this.json = json;
    this.random = random;
  }

  boolean exist() {
    return Files.exists(file);
  }

  /** Makes a data key and its first slot. */
  byte[] create(char[] passphrase) {
    byte[] dataKey = randomBytes(KEY_BYTES);
    byte[] salt = randomBytes(16);
    byte[] nonce = randomBytes(12);
    byte[] wrapping = derive(passphrase, salt, PASSES, LANES, MEMORY_KIB);
    byte[] wrapped = gcm(Cipher.ENCRYPT_MODE, wrapping, nonce, dataKey);
    Arrays.fill(wrapping, (byte) 0);
    var slot =
        new Slot(
            "argon2id",
            PASSES,
            LANES,
            MEMORY_KIB,
            HEX.formatHex(salt),
            HEX.formatHex(nonce),
            HEX.formatHex(wrapped));
    write(new SlotFile(VERSION, List.of(slot)));
    return dataKey;
  }

  /**
   * The data key, from the slot that the passphrase opens; refused with {@code PASSPHRASE_WRONG}.
   */
  byte[] open(char[] passphrase) {
    SlotFile slots = read();
    for (Slot slot : slots.slots()) {
      byte[] wrapping =
          derive(
              passphrase, HEX.parseHex(slot.salt()), slot.passes(), slot.lanes(), slot.memoryKib());
      try {
        return gcm(
            Cipher.DECRYPT_MODE,
            wrapping,
            HEX.parseHex(slot.nonce()),
            HEX.parseHex(slot.wrapped()));
      } catch (WrongKeyException e) {
        continue; // another user's slot
      } finally {
        Arrays.fill(wrapping, (byte) 0);
      }
    }
    throw PASSPHRASE_WRONG.at("").asException();
  }

  private SlotFile read() {
    try {
      SlotFile slots = json.readValue(Files.readAllBytes(file), SlotFile.class);
      if (slots.version() != VERSION) {
        throw SLOTS_UNREADABLE.at("version").asException();
      }
      return slots;
    } catch (IOException e) {
      throw SLOTS_UNREADABLE.at("").asException();
    }
  }

  private void write(SlotFile slots) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (FileChannel channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        channel.write(ByteBuffer.wrap(json.writeValueAsBytes(slots)));
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] derive(
      char[] passphrase, byte[] salt, int passes, int lanes, int memoryKib) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(passes)
            .withParallelism(lanes)
            .withMemoryAsKB(memoryKib)
            .withSalt(salt)
            .build());
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    byte[] key = new byte[KEY_BYTES];
    generator.generateBytes(bytes, key);
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(encoded.array(), (byte) 0);
    return key;
  }

  private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new WrongKeyException();
    }
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The file of all slots. */
  @Serdeable
  record SlotFile(int version, List<Slot> slots) {}

  /** One user's slot. Bytes in hexadecimal. */
  @Serdeable
  record Slot(
      String function,
      int passes,
      int lanes,
      int memoryKib,
      String salt,
      String nonce,
      String wrapped) {}

  private static final class WrongKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongKeyException() {
      super(null, null, false, false);
    }
  }
}
