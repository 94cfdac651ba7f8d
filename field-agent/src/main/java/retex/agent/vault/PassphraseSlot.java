package retex.agent.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import retex.agent.vault.SlotFile.Slot;

/**
 * One passphrase around the data key: Argon2id (RFC 9106) makes the wrapping key, AES-256-GCM
 * wraps. The parameters are written beside, so that they can grow.
 */
final class PassphraseSlot {

  private static final int KEY_BYTES = 32;
  // RFC 9106, section 4, second recommended option: 3 passes, 4 lanes, 64 MiB
  private static final int PASSES = 3;
  private static final int LANES = 4;
  private static final int MEMORY_KIB = 64 * 1024;
  private static final HexFormat HEX = HexFormat.of();

  private PassphraseSlot() {}

  static Slot wrap(String name, char[] passphrase, byte[] dataKey, SecureRandom random) {
    byte[] salt = new byte[16];
    byte[] nonce = new byte[12];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] wrapping = derive(passphrase, salt, PASSES, LANES, MEMORY_KIB);
    try {
      byte[] wrapped = gcm(Cipher.ENCRYPT_MODE, wrapping, nonce, dataKey);
      return new Slot(
          name,
          "argon2id",
          PASSES,
          LANES,
          MEMORY_KIB,
          HEX.formatHex(salt),
          HEX.formatHex(nonce),
          HEX.formatHex(wrapped));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  /** The data key, where it is this slot's passphrase. */
  static Optional<byte[]> unwrap(Slot slot, char[] passphrase) {
    byte[] wrapping =
        derive(
            passphrase, HEX.parseHex(slot.salt()), slot.passes(), slot.lanes(), slot.memoryKib());
    try {
      byte[] nonce = HEX.parseHex(slot.nonce());
      byte[] wrapped = HEX.parseHex(slot.wrapped());
      return Optional.of(gcm(Cipher.DECRYPT_MODE, wrapping, nonce, wrapped));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(wrapping, (byte) 0);
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

  private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    return cipher.doFinal(input);
  }
}
