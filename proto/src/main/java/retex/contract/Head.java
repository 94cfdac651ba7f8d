package retex.contract;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The signed end of a log; it vouches for every entry before it. The Ed25519 signature (64 bytes)
 * is over {@code "retex.head.v1"} and the canonical bytes of the head without signature. Whether it
 * was made by the device is for {@link LogVerifier} to say. Immutable.
 */
public final class Head {

  private static final byte[] DOMAIN = "retex.head.v1".getBytes(StandardCharsets.US_ASCII);

  private final LogId log;
  private final long number;
  private final RevisionId revision;
  private final byte[] signature;

  /** Copies {@code signature}; refuses another length than 64 bytes. */
  public Head(LogId log, long number, RevisionId revision, byte[] signature) {
    this.log = log;
    this.number = number;
    this.revision = revision;
    this.signature = Bytes.exactly(64, signature, "head.signature");
  }

  public LogId log() {
    return log;
  }

  /** Number of the log's last entry, from 1. */
  public long number() {
    return number;
  }

  public RevisionId revision() {
    return revision;
  }

  /** A copy of the 64 bytes. */
  public byte[] signature() {
    return signature.clone();
  }

  /** The bytes that a device signs. */
  static byte[] signedBytes(LogId log, long number, RevisionId revision) {
    byte[] fields =
        Canonical.bytes(
            retex.proto.record.v1.Head.newBuilder()
                .setDevice(ByteString.copyFrom(log.device().bytes()))
                .setEpoch(log.epoch())
                .setNumber(number)
                .setRevision(ByteString.copyFrom(revision.bytes()))
                .build());
    byte[] all = Arrays.copyOf(DOMAIN, DOMAIN.length + fields.length);
    System.arraycopy(fields, 0, all, DOMAIN.length, fields.length);
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Head that
        && log.equals(that.log)
        && number == that.number
        && revision.equals(that.revision)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return revision.hashCode();
  }

  @Override
  public String toString() {
    return "Head[" + log.device() + ", " + log.epoch() + ", " + number + "]";
  }
}
