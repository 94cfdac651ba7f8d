package retex.contract;

import static retex.contract.SealRefusal.SEAL_BROKEN;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Bytes sealed to one public key: HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. What is
 * sealed for one purpose, or with other accompanying bytes, does not open for another. The sealed
 * form is the 32 bytes of the encapsulated key, then the ciphertext.
 */
public final class Seal {

  /** A laptop's data key, for headquarters; accompanied by the device's hexadecimal id. */
  public static final String ESCROW = "retex.escrow.v1";

  /** A data key on its way back to its laptop; accompanied by the device's hexadecimal id. */
  public static final String RECOVERY = "retex.recovery.v1";

  private static final int KEY_BYTES = 32;

  private Seal() {}

  /** A new pair of keys. */
  public static Pair pair() {
    AsymmetricCipherKeyPair made = hpke().generatePrivateKey();
    return new Pair(
        ((X25519PublicKeyParameters) made.getPublic()).getEncoded(),
        ((X25519PrivateKeyParameters) made.getPrivate()).getEncoded());
  }

  /** The name by which people know a public key: the first 8 bytes of its SHA-256. */
  public static String name(byte[] publicKey) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seals {@code content} for {@code purpose}. */
  public static byte[] to(byte[] publicKey, String purpose, byte[] beside, byte[] content) {
    try {
      byte[][] parts =
          hpke()
              .seal(
                  new X25519PublicKeyParameters(publicKey),
                  purpose.getBytes(StandardCharsets.US_ASCII),
                  beside,
                  content,
                  null,
                  null,
                  null);
      byte[] sealed = Arrays.copyOf(parts[1], parts[1].length + parts[0].length);
      System.arraycopy(parts[0], 0, sealed, parts[1].length, parts[0].length);
      return sealed;
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether anything can be sealed to a key of 32 bytes: one of low order agrees on nothing. */
  public static boolean fits(byte[] publicKey) {
    try {
      to(publicKey, "", new byte[0], new byte[0]);
      return true;
    } catch (IllegalStateException lowOrder) {
      return false;
    }
  }

  /** Opens what was sealed; anything else is refused with {@code SEAL_BROKEN}. */
  public static byte[] open(byte[] privateKey, String purpose, byte[] beside, byte[] sealed) {
    if (sealed.length <= KEY_BYTES || privateKey.length != KEY_BYTES) {
      throw SEAL_BROKEN.at("").asException();
    }
    try {
      var secret = new X25519PrivateKeyParameters(privateKey);
      return hpke()
          .open(
              Arrays.copyOf(sealed, KEY_BYTES),
              new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret),
              purpose.getBytes(StandardCharsets.US_ASCII),
              beside,
              Arrays.copyOfRange(sealed, KEY_BYTES, sealed.length),
              null,
              null,
              null);
    } catch (InvalidCipherTextException
        | IllegalArgumentException
        | IllegalStateException e) { // the last: a key of low order, which agrees on nothing
      throw SEAL_BROKEN.at("").asException();
    }
  }

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  /** A pair of keys, 32 bytes each. */
  public record Pair(byte[] publicKey, byte[] privateKey) {

    public Pair {
      publicKey = publicKey.clone();
      privateKey = privateKey.clone();
    }

    @Override
    public byte[] publicKey() {
      return publicKey.clone();
    }

    @Override
    public byte[] privateKey() {
      return privateKey.clone();
    }

    /** Without the keys. */
    @Override
    public String toString() {
      return "Pair[]";
    }
  }
}
