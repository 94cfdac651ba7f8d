package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_ALTERED;
import static retex.bundle.BundleRefusal.BUNDLE_TRUNCATED;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKEContext;
import retex.contract.FieldRules;
import retex.refusal.RefusedException;

/**
 * The messages of a bundle in order, their seal opened chunk by chunk. Holds one chunk and one
 * message in memory. Refuses {@code BUNDLE_TRUNCATED} and {@code BUNDLE_ALTERED}. To be closed.
 */
final class BundleMessages implements AutoCloseable {

  private static final int LARGEST = 5 << 20; // bytes; as over a link

  private final DataInputStream in;
  private final HPKEContext seal;
  private final Path path;
  private final boolean newer;
  private byte[] chunk = new byte[0];
  private int at;
  private boolean isFinal;

  /** {@code newer}: whoever wrote it may be, and fields that this program lacks are passed over. */
  BundleMessages(DataInputStream in, HPKEContext seal, Path path, boolean newer) {
    this.newer = newer;
    this.in = in;
    this.seal = seal;
    this.path = path;
  }

  /** The next message; empty at the end. */
  <M extends Message> Optional<M> next(Parser<M> parser) {
    if (!hasMore()) {
      return Optional.empty();
    }
    byte[] bytes = take(length());
    try {
      return Optional.of(
          newer ? FieldRules.newer(parser, bytes) : FieldRules.check(parser.parseFrom(bytes)));
    } catch (InvalidProtocolBufferException | RefusedException e) {
      throw altered();
    }
  }

  /** The next message, which must be there. */
  <M extends Message> M required(Parser<M> parser) {
    return next(parser).orElseThrow(this::altered);
  }

  /** Opens every chunk that is left, so that nothing is done for a bundle that does not open. */
  void passOver() {
    while (!isFinal) {
      openNext();
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw BundleFile.failed(e, path);
    }
  }

  private boolean hasMore() {
    while (at == chunk.length && !isFinal) {
      openNext();
    }
    return at < chunk.length;
  }

  private int length() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int octet = take(1)[0] & 0xFF;
      value |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) {
        if (value > LARGEST) {
          throw altered();
        }
        return (int) value;
      }
    }
    throw altered();
  }

  /** Memory is taken for what has been read, never for what was declared. */
  private byte[] take(int count) {
    byte[] bytes = new byte[Math.min(count, chunk.length - at)];
    int taken = 0;
    while (taken < count) {
      if (!hasMore()) {
        throw altered();
      }
      int piece = Math.min(count - taken, chunk.length - at);
      if (taken + piece > bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, Math.min(count, 2 * (taken + piece)));
      }
      System.arraycopy(chunk, at, bytes, taken, piece);
      at += piece;
      taken += piece;
    }
    return bytes;
  }

  private void openNext() {
    try {
      byte[] length = new byte[4];
      in.readFully(length);
      byte[] sealed = new byte[BundleFile.sealedLength(length, path)];
      in.readFully(sealed);
      chunk = seal.open(length, sealed);
      at = 0;
      isFinal = (length[0] & 0x80) != 0;
    } catch (EOFException e) {
      throw BUNDLE_TRUNCATED.at(BundleFile.name(path)).asException();
    } catch (IOException e) {
      throw BundleFile.failed(e, path);
    } catch (InvalidCipherTextException e) {
      throw altered();
    }
  }

  private RefusedException altered() {
    return BUNDLE_ALTERED.at(BundleFile.name(path)).asException();
  }
}
