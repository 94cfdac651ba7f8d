package retex.contract;

import static retex.contract.ContractRefusal.IDENTIFIER_MALFORMED;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A record: the UUIDv7 (RFC 9562, section 5.7) of its first revision's written-at milliseconds,
 * filled with the leading bits of SHA-256("retex.record.v1" ‖ device ‖ epoch ‖ number), so that a
 * receiver derives it and no two records of one log share it.
 */
public record RecordId(UUID uuid) {

  private static final byte[] DOMAIN = "retex.record.v1".getBytes(StandardCharsets.US_ASCII);

  /** The id of the record whose first revision has this place and time. */
  public static RecordId derive(LogId log, long number, Instant writtenAt) {
    byte[] place =
        ByteBuffer.allocate(DeviceId.LENGTH + 4 + 8)
            .put(log.device().bytes())
            .putInt(log.epoch())
            .putLong(number)
            .array();
    ByteBuffer fill = ByteBuffer.wrap(Bytes.sha256(DOMAIN, place));
    long high = (writtenAt.toEpochMilli() << 16) | 0x7000 | (fill.getLong() >>> 52);
    long low = 0x8000_0000_0000_0000L | (fill.getLong() >>> 2);
    return new RecordId(new UUID(high, low));
  }

  /** From 16 bytes. */
  public static RecordId of(byte[] bytes) {
    var buffer = ByteBuffer.wrap(Bytes.exactly(16, bytes, "record"));
    return new RecordId(new UUID(buffer.getLong(), buffer.getLong()));
  }

  /** Reads the usual form with dashes. */
  public static RecordId parse(String text) {
    try {
      return new RecordId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw IDENTIFIER_MALFORMED.at("record").asException();
    }
  }

  /** The 16 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
