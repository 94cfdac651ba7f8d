package retex.wire;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Cuts one continuous zstd stream into frames. What an earlier frame held helps to compress the
 * next, so frames must be decoded in order by one {@link FrameDecoder}. Not for use by several
 * threads; to be closed.
 */
public final class FrameEncoder implements AutoCloseable {

  private static final int LEVEL = 12;
  private static final int WINDOW_LOG = 21; // 2 MiB: the decoder's memory on a small server
  private static final int CHUNK = 64 * 1024;

  private final ZstdCompressCtx context;
  private final ByteBuffer out = ByteBuffer.allocateDirect(CHUNK);

  public FrameEncoder() {
    context = new ZstdCompressCtx();
    context.setLevel(LEVEL);
    context.setLong(WINDOW_LOG);
  }

  /** The next frame: {@code content} and nothing held back. */
  public byte[] frame(byte[] content) {
    ByteBuffer in = ByteBuffer.allocateDirect(content.length).put(content).flip();
    var frame = new ByteArrayOutputStream(content.length / 4 + 64);
    boolean flushed;
    do {
      out.clear();
      flushed = context.compressDirectByteBufferStream(out, in, EndDirective.FLUSH);
      out.flip();
      byte[] piece = new byte[out.remaining()];
      out.get(piece);
      frame.writeBytes(piece);
    } while (!flushed || in.hasRemaining());
    return frame.toByteArray();
  }

  @Override
  public void close() {
    context.close();
  }
}
