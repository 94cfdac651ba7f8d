package retex.bundle;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import retex.contract.Seal;
import retex.proto.bundle.v1.Header;

/** The constants of the file's layout, as docs/bundles.md gives them. */
final class Layout {

  static final int FORMAT = 1;
  static final int FORMAT_WITH_FILES = 2;
  static final byte[] MAGIC = "RETEXBDL".getBytes(StandardCharsets.US_ASCII);
  static final byte[] DOMAIN = "retex.bundle.v1".getBytes(StandardCharsets.US_ASCII);
  static final int LARGEST_HEADER = 1024;
  static final int KEY = 32;
  static final int TAG = 16; // AES-GCM
  static final int SIGNATURE = 64; // Ed25519
  static final int PLAIN = 64 * 1024; // of one chunk
  static final int FINAL = 0x8000_0000; // in the length before a chunk

  private Layout() {}

  /** What stands before the encapsulated key: magic, the header's length, the header. */
  static byte[] prelude(Header header) {
    byte[] bytes = header.toByteArray();
    return ByteBuffer.allocate(MAGIC.length + 2 + bytes.length)
        .put(MAGIC)
        .putShort((short) bytes.length)
        .put(bytes)
        .array();
  }

  /** HPKE's {@code info}: a seal opens behind its own header alone. */
  static byte[] purpose(byte[] prelude) {
    return concat(DOMAIN, sha256().digest(prelude));
  }

  static byte[] length(int sealed, boolean isFinal) {
    return ByteBuffer.allocate(4).putInt(isFinal ? sealed | FINAL : sealed).array();
  }

  static ByteString name(byte[] serverKey) {
    return ByteString.copyFrom(Arrays.copyOf(sha256().digest(serverKey), 8));
  }

  static HPKE hpke(byte mode) {
    return new HPKE(mode, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  static AsymmetricCipherKeyPair keys(Seal.Pair pair) {
    var secret = new X25519PrivateKeyParameters(pair.privateKey());
    return new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret);
  }

  static X25519PublicKeyParameters key(byte[] publicKey) {
    return new X25519PublicKeyParameters(publicKey);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  static byte[] concat(byte[] one, byte[] two) {
    byte[] all = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, all, one.length, two.length);
    return all;
  }
}
