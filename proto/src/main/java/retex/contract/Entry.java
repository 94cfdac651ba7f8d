package retex.contract;

import static retex.contract.ContractRefusal.KIND_WRONG;
import static retex.contract.ContractRefusal.PAYLOAD_HASH_WRONG;
import static retex.contract.ContractRefusal.RECORD_ID_WRONG;

import java.util.Arrays;

/**
 * One entry of a log: a revision and its payload's canonical bytes. Construction checks that the
 * payload is the one the envelope names, well formed, and that a first revision's record id follows
 * from its place. Immutable.
 */
public final class Entry {

  private final Revision revision;
  private final byte[] payloadBytes;
  private final Payload payload;

  /** Refuses with {@code PAYLOAD_HASH_WRONG}, {@code KIND_WRONG}, {@code RECORD_ID_WRONG}. */
  public Entry(Revision revision, byte[] payloadBytes) {
    if (!Arrays.equals(Bytes.sha256(payloadBytes), revision.payloadHash())) {
      throw PAYLOAD_HASH_WRONG.at(place(revision)).asException();
    }
    if (revision.isFirst()
        && !RecordId.derive(revision.log(), revision.number(), revision.writtenAt())
            .equals(revision.record())) {
      throw RECORD_ID_WRONG.at(place(revision)).asException();
    }
    if (revision.isFirst() && revision.kind() == RecordKind.WITHDRAWAL) {
      throw KIND_WRONG.at(place(revision)).asException(); // nothing there to withdraw
    }
    this.revision = revision;
    this.payloadBytes = payloadBytes.clone();
    this.payload = PayloadCodec.decode(revision.kind(), payloadBytes);
  }

  /** From the two byte strings that are stored. */
  public static Entry parse(byte[] canonical, byte[] payloadBytes) {
    return new Entry(Revision.parse(canonical), payloadBytes);
  }

  public Revision revision() {
    return revision;
  }

  /** A copy of the payload's canonical bytes. */
  public byte[] payloadBytes() {
    return payloadBytes.clone();
  }

  public Payload payload() {
    return payload;
  }

  private static String place(Revision revision) {
    return "entry " + revision.number();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry that && revision.equals(that.revision);
  }

  @Override
  public int hashCode() {
    return revision.hashCode();
  }

  @Override
  public String toString() {
    return "Entry[" + revision.id() + "]";
  }
}
