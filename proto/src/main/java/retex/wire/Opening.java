package retex.wire;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * How a stream begins without sending it: both sides feed the same opening to their end, so that
 * even the first record finds the forms' codes and common words there. An opening is a text and the
 * zstd bytes that this product's encoder makes of it; the number names the pair for ever. Its
 * making is described in docs/sync.md.
 */
public final class Opening {

  /** Number of the opening that this version speaks. */
  public static final int NEWEST = 1;

  /** The number that says: no opening. */
  public static final int NONE = 0;

  private Opening() {}

  /** Whether {@code number} is an opening that this version has, or none. */
  public static boolean isKnown(long number) {
    return number == NONE || number == NEWEST;
  }

  /** Whether this machine's encoder can stand behind {@code number} as well; looked at once. */
  public static boolean isSpoken(long number) {
    return number == NONE || isKnown(number) && Made.NEWEST;
  }

  /**
   * Puts {@code encoder} behind the opening; false, and to be thrown away, where this machine's
   * encoder does not make the very bytes that the other side has.
   */
  static boolean begin(ZstdCompressCtx encoder) {
    return Arrays.equals(Deflation.flush(encoder, bytes("opening-1.bin")), compressed());
  }

  /** The bytes that a decoder reads before the first frame. */
  static byte[] compressed() {
    return bytes("opening-1.zst");
  }

  /** Whether this machine's encoder makes the bytes that the other side has. */
  private static final class Made {
    private static final boolean NEWEST = isMade();

    private static boolean isMade() {
      try (ZstdCompressCtx encoder = Deflation.context()) {
        return begin(encoder);
      }
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Opening.class.getResourceAsStream("/wire/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
