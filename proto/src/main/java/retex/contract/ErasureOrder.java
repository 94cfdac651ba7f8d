package retex.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Headquarters' word that a record was erased at a time. A laptop keeps it in the payload's place
 * and says it again, so that a server that lost its own tombstones knows its order. The signature
 * (64 bytes) is over {@code "retex.erasure.v1"}, the record and the time. Immutable.
 */
public final class ErasureOrder {

  private static final byte[] DOMAIN = "retex.erasure.v1".getBytes(StandardCharsets.US_ASCII);

  private final RecordId record;
  private final Instant at;
  private final byte[] signature;

  /** Copies {@code signature}; refuses another length than 64 bytes. */
  public ErasureOrder(RecordId record, Instant at, byte[] signature) {
    this.record = record;
    this.at = at;
    this.signature = Bytes.exactly(64, signature, "erasure.signature");
  }

  public static ErasureOrder sign(DeviceKey key, RecordId record, Instant at) {
    return new ErasureOrder(record, at, key.sign(signedBytes(record, at)));
  }

  /** Whether the server of {@code publicKey} said this. */
  public boolean isBy(byte[] publicKey) {
    return DeviceKey.verifies(publicKey, signedBytes(record, at), signature);
  }

  /** The record that was erased; its entries may have been written again under another id since. */
  public RecordId record() {
    return record;
  }

  public Instant at() {
    return at;
  }

  /** A copy of the 64 bytes. */
  public byte[] signature() {
    return signature.clone();
  }

  private static byte[] signedBytes(RecordId record, Instant at) {
    byte[] id = record.bytes();
    return ByteBuffer.allocate(DOMAIN.length + id.length + 8)
        .put(DOMAIN)
        .put(id)
        .putLong(Micros.of(at))
        .array();
  }
}
