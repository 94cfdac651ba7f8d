package retex.contract;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A device: the first 16 bytes of SHA-256 of its Ed25519 public key. Shown as hexadecimal.
 * Immutable.
 */
public final class DeviceId {

  /** Length in bytes. */
  public static final int LENGTH = 16;

  private final byte[] bytes;
  private @Nullable String hex; // made when first asked for; by two threads at once it is the same

  private DeviceId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}; refuses another length than {@value #LENGTH}. */
  public static DeviceId of(byte[] bytes) {
    return new DeviceId(Bytes.exactly(LENGTH, bytes, "device"));
  }

  /** The device that holds the Ed25519 key pair of this public key (32 bytes). */
  public static DeviceId ofPublicKey(byte[] publicKey) {
    return of(Arrays.copyOf(Bytes.sha256(Bytes.exactly(32, publicKey, "public key")), LENGTH));
  }

  /** Reads the hexadecimal form. */
  public static DeviceId parse(String hex) {
    return of(Bytes.parse(hex, "device"));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    String made = hex;
    if (made == null) {
      made = Bytes.hex(bytes);
      hex = made;
    }
    return made;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
