package retex.wire;

import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Cuts one continuous zstd stream into frames. What an earlier frame held helps to compress the
 * next, so frames must be decoded in order by one {@link FrameDecoder} with the same opening. Not
 * for use by several threads; to be closed.
 */
public final class FrameEncoder implements AutoCloseable {

  private final ZstdCompressCtx context;
  private final int opening;

  /** Behind the newest opening. */
  public FrameEncoder() {
    this(Opening.NEWEST);
  }

  /** Behind {@code opening}, or behind none where this machine cannot make it. */
  public FrameEncoder(int opening) {
    ZstdCompressCtx first = Deflation.context();
    if (opening != Opening.NONE && Opening.begin(first)) {
      this.context = first;
      this.opening = opening;
    } else {
      first.close();
      this.context = Deflation.context();
      this.opening = Opening.NONE;
    }
  }

  private FrameEncoder(ZstdCompressCtx context) {
    this.context = context;
    this.opening = Opening.NONE;
  }

  /** Behind no opening, little compressed and little remembered: for frames that stay here. */
  public static FrameEncoder quick() {
    return new FrameEncoder(Deflation.quick());
  }

  /** Number of the opening that the decoder must know. */
  public int opening() {
    return opening;
  }

  /** The next frame: {@code content} and nothing held back. */
  public byte[] frame(byte[] content) {
    return Deflation.flush(context, content);
  }

  @Override
  public void close() {
    context.close();
  }
}
