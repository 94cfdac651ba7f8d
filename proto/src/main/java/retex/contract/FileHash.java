package retex.contract;

import java.util.Arrays;

/** Bytes of a file by their SHA-256. Shown as hexadecimal. Immutable. */
public final class FileHash {

  /** Length in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private FileHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of a file's content. */
  public static FileHash ofContent(byte[] content) {
    return new FileHash(Bytes.sha256(content));
  }

  /** Copies {@code bytes}; refuses another length than {@value #LENGTH}. */
  public static FileHash of(byte[] bytes) {
    return new FileHash(Bytes.exactly(LENGTH, bytes, "file"));
  }

  /** Reads the hexadecimal form. */
  public static FileHash parse(String hex) {
    return of(Bytes.parse(hex, "file"));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return Bytes.hex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileHash that && Arrays.equals(bytes, that.bytes);
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
