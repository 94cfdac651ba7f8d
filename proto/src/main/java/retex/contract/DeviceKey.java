package retex.contract;

import static retex.contract.ContractRefusal.IDENTIFIER_MALFORMED;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A device's Ed25519 key (RFC 8032): made at its first start, kept for its life in the encrypted
 * store. Never printed. Safe for use by several threads.
 */
public final class DeviceKey {

  private static final byte[] SEALING = "retex.sealing.v1".getBytes(StandardCharsets.US_ASCII);

  private final Ed25519PrivateKeyParameters key;
  private final byte[] publicKey;

  private DeviceKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.publicKey = key.generatePublicKey().getEncoded();
  }

  public static DeviceKey generate(SecureRandom random) {
    return new DeviceKey(new Ed25519PrivateKeyParameters(random));
  }

  /** From the 32 private bytes. */
  public static DeviceKey of(byte[] privateKey) {
    return new DeviceKey(
        new Ed25519PrivateKeyParameters(Bytes.exactly(32, privateKey, "device key")));
  }

  /** The 32 private bytes, for the encrypted store alone. */
  public byte[] privateKey() {
    return key.getEncoded();
  }

  /** The 32 public bytes. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  public DeviceId device() {
    return DeviceId.ofPublicKey(publicKey);
  }

  /**
   * The X25519 pair to which answers for this device are sealed: its private half is SHA-256 of
   * {@code "retex.sealing.v1"} and the private key, so a laptop put back from a copy has it too.
   */
  public Seal.Pair sealing() {
    var secret = new X25519PrivateKeyParameters(Bytes.sha256(SEALING, key.getEncoded()));
    return new Seal.Pair(secret.generatePublicKey().getEncoded(), secret.getEncoded());
  }

  /** Signs the end of this device's log. */
  public Head sign(Revision last) {
    if (!last.log().device().equals(device())) {
      throw IDENTIFIER_MALFORMED.at("head.device").asException();
    }
    return new Head(
        last.log(),
        last.number(),
        last.id(),
        sign(Head.signedBytes(last.log(), last.number(), last.id())));
  }

  /** Signs any bytes; the caller puts its own domain in front of them. */
  public byte[] sign(byte[] message) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  /** Whether {@code signature} over {@code message} was made with the key of {@code publicKey}. */
  public static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
    if (publicKey.length != 32 || signature.length != 64) {
      return false;
    }
    var verifier = new Ed25519Signer();
    try {
      verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
    } catch (IllegalArgumentException e) {
      return false; // the bytes are no point of the curve
    }
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  @Override
  public String toString() {
    return "DeviceKey[" + device() + "]";
  }
}
