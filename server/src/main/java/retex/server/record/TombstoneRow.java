package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import retex.contract.DeviceKey;

/** What is left of an erased payload; key and signature in hexadecimal. */
@MappedEntity("tombstone")
record TombstoneRow(
    @Id String revision,
    String record,
    String payloadHash,
    String reason,
    String asker,
    String confirmer,
    long at,
    String publicKey,
    String signature) {

  static TombstoneRow signed(
      DeviceKey key, RevisionRow of, String payloadHash, Erasure erasure, long at) {
    HexFormat hex = HexFormat.of();
    var unsigned =
        new TombstoneRow(
            of.id(),
            of.record(),
            payloadHash,
            erasure.reason(),
            erasure.asker(),
            erasure.confirmer(),
            at,
            hex.formatHex(key.publicKey()),
            "");
    return new TombstoneRow(
        unsigned.revision,
        unsigned.record,
        unsigned.payloadHash,
        unsigned.reason,
        unsigned.asker,
        unsigned.confirmer,
        unsigned.at,
        unsigned.publicKey,
        hex.formatHex(key.sign(unsigned.signedBytes())));
  }

  /** Whether this server's key signed it as it stands. */
  boolean isGenuine(DeviceKey key) {
    HexFormat hex = HexFormat.of();
    return publicKey.equals(hex.formatHex(key.publicKey()))
        && DeviceKey.verifies(key.publicKey(), signedBytes(), hex.parseHex(signature));
  }

  Erasure erasure() {
    return new Erasure(reason, asker, confirmer);
  }

  private byte[] signedBytes() {
    return String.join(
            "\0",
            "retex.tombstone.v1",
            revision,
            record,
            payloadHash,
            reason,
            asker,
            confirmer,
            Long.toString(at))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Without the reason. */
  @Override
  public String toString() {
    return "TombstoneRow[" + revision + "]";
  }
}
