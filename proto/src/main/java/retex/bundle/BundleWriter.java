package retex.bundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.Seal;
import retex.proto.bundle.v1.Header;
import retex.proto.bundle.v1.Way;

/**
 * Writes one bundle, message by message: sealed in chunks, the last one marked, and upwards signed
 * by the device. Holds one chunk in memory. What was written without {@link #finish} is recognised
 * as truncated.
 */
final class BundleWriter {

  private final OutputStream out;
  private final MessageDigest digest = Layout.sha256();
  private final HPKEContextWithEncapsulation seal;
  private final Optional<DeviceKey> signer;
  private final byte[] chunk = new byte[Layout.PLAIN];
  private int filled;
  private long written;

  private BundleWriter(
      OutputStream out,
      byte[] prelude,
      HPKEContextWithEncapsulation seal,
      Optional<DeviceKey> signer)
      throws IOException {
    this.out = out;
    this.seal = seal;
    this.signer = signer;
    put(prelude);
    put(seal.getEncapsulation());
  }

  /** From the device of {@code key} to the server of {@code serverKey} (X25519, 32 bytes). */
  static BundleWriter up(OutputStream out, int format, BundleId id, DeviceKey key, byte[] serverKey)
      throws IOException {
    byte[] prelude =
        Layout.prelude(
            header(Way.WAY_UP, id, key.device(), serverKey)
                .setFormat(format)
                .setLogKey(ByteString.copyFrom(key.publicKey()))
                .build());
    var seal =
        Layout.hpke(HPKE.mode_base).setupBaseS(Layout.key(serverKey), Layout.purpose(prelude));
    return new BundleWriter(out, prelude, seal, Optional.of(key));
  }

  /** From the server of {@code server} to {@code device}, which can tell that it is this server. */
  static BundleWriter down(
      OutputStream out, int format, Seal.Pair server, DeviceId device, byte[] answerKey)
      throws IOException {
    byte[] prelude =
        Layout.prelude(
            header(Way.WAY_DOWN, BundleId.random(), device, server.publicKey())
                .setFormat(format)
                .build());
    var seal =
        Layout.hpke(HPKE.mode_auth)
            .setupAuthS(Layout.key(answerKey), Layout.purpose(prelude), Layout.keys(server));
    return new BundleWriter(out, prelude, seal, Optional.empty());
  }

  private static Header.Builder header(Way way, BundleId id, DeviceId device, byte[] serverKey) {
    return Header.newBuilder()
        .setWay(way)
        .setId(ByteString.copyFrom(id.bytes()))
        .setServer(Layout.name(serverKey))
        .setDevice(ByteString.copyFrom(device.bytes()));
  }

  /** Appends a message behind its length. */
  void add(MessageLite message) throws IOException {
    byte[] bytes = message.toByteArray();
    byte[] length = new byte[CodedOutputStream.computeUInt32SizeNoTag(bytes.length)];
    CodedOutputStream.newInstance(length).writeUInt32NoTag(bytes.length);
    fill(length);
    fill(bytes);
  }

  /** A message of no bytes: what follows is of another kind. */
  void turn() throws IOException {
    fill(new byte[1]);
  }

  /** Bytes of the whole file if it were finished behind {@code more} such messages. */
  long sizeWith(MessageLite... more) {
    long plain = filled;
    for (MessageLite message : more) {
      int size = message.getSerializedSize();
      plain += CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    }
    long chunks = Math.max(1, (plain + Layout.PLAIN - 1) / Layout.PLAIN);
    return written
        + plain
        + chunks * (4 + Layout.TAG)
        + (signer.isPresent() ? Layout.SIGNATURE : 0);
  }

  /** The last chunk and the signature. The caller closes the stream. */
  void finish() throws IOException {
    flush(true);
    if (signer.isPresent()) {
      byte[] signed = Layout.concat(Layout.DOMAIN, digest.digest());
      out.write(signer.get().sign(signed));
    }
  }

  /** The next bytes of the content, whatever they are. */
  void fill(byte[] bytes) throws IOException {
    int at = 0;
    while (at < bytes.length) {
      if (filled == chunk.length) {
        flush(false);
      }
      int count = Math.min(chunk.length - filled, bytes.length - at);
      System.arraycopy(bytes, at, chunk, filled, count);
      filled += count;
      at += count;
    }
  }

  private void flush(boolean isFinal) throws IOException {
    byte[] length = Layout.length(filled + Layout.TAG, isFinal);
    try {
      byte[] sealed = seal.seal(length, Arrays.copyOf(chunk, filled));
      put(length);
      put(sealed);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
    filled = 0;
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    digest.update(bytes);
    written += bytes.length;
  }
}
