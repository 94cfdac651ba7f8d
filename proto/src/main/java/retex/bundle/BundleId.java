package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_NOT_ONE;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** The name of one bundle: 16 random bytes. Shown as hexadecimal. Immutable. */
public final class BundleId {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LENGTH = 16;

  private final byte[] bytes;

  private BundleId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new one. */
  static BundleId random() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return new BundleId(bytes);
  }

  /** Copies {@code bytes}; refuses another length than 16. */
  public static BundleId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw BUNDLE_NOT_ONE.at("id").asException();
    }
    return new BundleId(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BundleId that && Arrays.equals(bytes, that.bytes);
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
