package retex.wire;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cuts one continuous zstd stream into frames. What an earlier frame held helps to compress the
 * next, so frames must be decoded in order by one {@link FrameDecoder} with the same opening. Takes
 * its memory when it is first needed. Not for use by several threads; to be closed.
 */
public final class FrameEncoder implements AutoCloseable {

  private final Supplier<Begun> beginning;
  private Optional<Begun> begun = Optional.empty();

  /** Behind the newest opening. */
  public FrameEncoder() {
    this(Opening.NEWEST);
  }

  /** Behind {@code opening}, or behind none where this machine cannot make it. */
  public FrameEncoder(int opening) {
    this(() -> begin(opening));
  }

  private FrameEncoder(Supplier<Begun> beginning) {
    this.beginning = beginning;
  }

  /** Behind no opening, little compressed and little remembered: for frames that stay here. */
  public static FrameEncoder quick() {
    return new FrameEncoder(() -> new Begun(Deflation.quick(), Opening.NONE));
  }

  /** Number of the opening that the decoder must know. */
  public int opening() {
    return begun().opening();
  }

  /** The next frame: {@code content} and nothing held back. */
  public byte[] frame(byte[] content) {
    return Deflation.flush(begun().context(), content);
  }

  @Override
  public void close() {
    begun.ifPresent(it -> it.context().close());
  }

  private Begun begun() {
    Begun it = begun.orElseGet(beginning);
    begun = Optional.of(it);
    return it;
  }

  private static Begun begin(int opening) {
    ZstdCompressCtx first = Deflation.context();
    if (opening != Opening.NONE && Opening.begin(first)) {
      return new Begun(first, opening);
    }
    first.close();
    return new Begun(Deflation.context(), Opening.NONE);
  }

  /** A compressor, and the opening that it stands behind. */
  private record Begun(ZstdCompressCtx context, int opening) {}
}
