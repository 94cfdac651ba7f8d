package retex.team;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;

/**
 * What a laptop signs and opens team files with: its own key, and an X25519 pair made from it (the
 * private half is SHA-256 of {@code "retex.team.sealing.v1"} and the device's private key), so that
 * a laptop put back from a copy has it too. Never printed.
 */
public final class TeamKey {

  private static final byte[] SEALING = "retex.team.sealing.v1".getBytes(StandardCharsets.US_ASCII);

  private final DeviceKey device;
  private final byte[] opening;

  private TeamKey(DeviceKey device, byte[] opening) {
    this.device = device;
    this.opening = opening;
  }

  public static TeamKey of(DeviceKey device) {
    return new TeamKey(device, sha256(SEALING, device.privateKey()));
  }

  public DeviceId device() {
    return device.device();
  }

  byte[] signKey() {
    return device.publicKey();
  }

  byte[] sealKey() {
    return new X25519PrivateKeyParameters(opening).generatePublicKey().getEncoded();
  }

  byte[] opening() {
    return opening.clone();
  }

  byte[] sign(String domain, byte[] message) {
    return device.sign(inDomain(domain, message));
  }

  static boolean verifies(byte[] signKey, String domain, byte[] message, byte[] signature) {
    return DeviceKey.verifies(signKey, inDomain(domain, message), signature);
  }

  private static byte[] inDomain(String domain, byte[] message) {
    byte[] front = domain.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(front, front.length + message.length);
    System.arraycopy(message, 0, all, front.length, message.length);
    return all;
  }

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256 (MessageDigest, API)
    }
  }

  @Override
  public String toString() {
    return "TeamKey[" + device() + "]";
  }
}
