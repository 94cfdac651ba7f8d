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
  private static final HexFormat HEX = HexFormat.of();

  private PassphraseSlot() {}

  static Slot wrap(
      String name, char[] passphrase, byte[] dataKey, KeyCost cost, SecureRandom random) {
    byte[] salt = new byte[16];
    byte[] nonce = new byte[12];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] wrapping = derive(passphrase, salt, cost);
    try {
      byte[] wrapped = gcm(Cipher.ENCRYPT_MODE, wrapping, nonce, dataKey);
      return new Slot(
          name,
          "argon2id",
          cost.passes(),
          cost.lanes(),
          cost.memoryKib(),
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
    var cost = new KeyCost(slot.passes(), slot.lanes(), slot.memoryKib());
    byte[] wrapping = derive(passphrase, HEX.parseHex(slot.salt()), cost);
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

  private static byte[] derive(char[] passphrase, byte[] salt, KeyCost cost) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withMemoryAsKB(cost.memoryKib())
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
