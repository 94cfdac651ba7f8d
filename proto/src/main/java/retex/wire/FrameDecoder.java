package retex.wire;

import static retex.wire.WireRefusal.FRAME_DAMAGED;
import static retex.wire.WireRefusal.FRAME_TOO_LARGE;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/**
 * Reads the frames of one {@link FrameEncoder} in order. A frame that decompresses to more than its
 * limit is refused before memory is taken for it. Not for use by several threads; to be closed;
 * useless after a refusal.
 */
public final class FrameDecoder implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;
  private static final int OPENING_MOST = 1 << 20;
  private static final int USUAL_RATIO = 16; // of a batch of evaluations, so that it seldom grows

  private final StreamGuard guard = new StreamGuard();
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final ByteBuffer out = ByteBuffer.allocateDirect(CHUNK);

  /** Behind the newest opening. */
  public FrameDecoder() {
    this(Opening.NEWEST);
  }

  /** Behind {@code opening}, which must be known. */
  public FrameDecoder(int opening) {
    if (opening != Opening.NONE) {
      content(Opening.compressed(), OPENING_MOST);
    }
  }

  /** The content of the next frame, at most {@code limit} bytes. */
  public byte[] content(byte[] frame, int limit) {
    guard.pass(frame);
    ByteBuffer in = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    var content = new Octets((int) Math.min(limit, USUAL_RATIO * (long) frame.length));
    boolean full;
    do {
      out.clear();
      int before = in.remaining();
      try {
        context.decompressDirectByteBufferStream(out, in);
      } catch (ZstdException e) {
        throw FRAME_DAMAGED.at("frame").asException();
      }
      full = !out.hasRemaining();
      out.flip();
      if (content.size() + out.remaining() > limit) {
        throw FRAME_TOO_LARGE.at("frame").asException();
      }
      if (in.remaining() == before && !out.hasRemaining() && in.hasRemaining()) {
        throw FRAME_DAMAGED.at("frame").asException();
      }
      content.write(out);
    } while (in.hasRemaining() || full);
    return content.toByteArray();
  }

  @Override
  public void close() {
    context.close();
  }
}
