package retex.wire;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The compressor's settings, which an {@link Opening} depends on, and its flush. */
final class Deflation {

  private static final int LEVEL = 19;
  private static final int WINDOW_LOG = 21; // 2 MiB: the decoder's memory on a small server
  private static final int CHAIN_LOG = 21; // with the next: 12 MiB on the laptop instead of 80
  private static final int HASH_LOG = 20;
  private static final int QUICK_WINDOW_LOG = 10;
  private static final int CHUNK = 64 * 1024;
  private static final int SPARE = 512;

  private Deflation() {}

  static ZstdCompressCtx context() {
    var context = new ZstdCompressCtx();
    context.setLevel(LEVEL);
    context.setWindowLog(WINDOW_LOG);
    context.setChainLog(CHAIN_LOG);
    context.setHashLog(HASH_LOG);
    return context;
  }

  static ZstdCompressCtx quick() {
    var context = new ZstdCompressCtx();
    context.setLevel(1);
    context.setWindowLog(QUICK_WINDOW_LOG);
    return context;
  }

  /** All of {@code content} compressed, nothing held back. */
  static byte[] flush(ZstdCompressCtx context, byte[] content) {
    ByteBuffer in = ByteBuffer.allocateDirect(content.length).put(content).flip();
    ByteBuffer out = ByteBuffer.allocateDirect(Math.min(CHUNK, content.length + SPARE));
    var all = new ByteArrayOutputStream(content.length / 4 + 64);
    boolean flushed;
    do {
      out.clear();
      flushed = context.compressDirectByteBufferStream(out, in, EndDirective.FLUSH);
      out.flip();
      byte[] piece = new byte[out.remaining()];
      out.get(piece);
      all.writeBytes(piece);
    } while (!flushed || in.hasRemaining());
    return all.toByteArray();
  }
}
