package retex.contract;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A revision: SHA-256 of its canonical envelope. Shown as hexadecimal. Immutable. */
public final class RevisionId {

  /** Length in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;
  private @Nullable String hex; // made when first asked for; by two threads at once it is the same

  private RevisionId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}; refuses another length than {@value #LENGTH}. */
  public static RevisionId of(byte[] bytes) {
    return new RevisionId(Bytes.exactly(LENGTH, bytes, "revision"));
  }

  /** Reads the hexadecimal form. */
  public static RevisionId parse(String hex) {
    return of(Bytes.parse(hex, "revision"));
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
    return other instanceof RevisionId that && Arrays.equals(bytes, that.bytes);
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
