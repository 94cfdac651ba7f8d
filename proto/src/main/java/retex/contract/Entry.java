package retex.contract;

import static retex.contract.ContractRefusal.KIND_WRONG;
import static retex.contract.ContractRefusal.PAYLOAD_HASH_WRONG;
import static retex.contract.ContractRefusal.RECORD_ID_WRONG;

import java.util.Arrays;
import java.util.Optional;

/**
 * One entry of a log: a revision and its payload's canonical bytes, or the order by which the
 * payload was erased: the envelope holds its hash, so the log verifies all the same. Construction
 * checks that the payload is the one the envelope names, well formed, and that a first revision's
 * record id follows from its place. Immutable.
 */
public final class Entry {

  private final Revision revision;
  private final byte[] payloadBytes;
  private final Optional<Payload> payload;
  private final Optional<ErasureOrder> erasure;

  /** Refuses with {@code PAYLOAD_HASH_WRONG}, {@code KIND_WRONG}, {@code RECORD_ID_WRONG}. */
  public Entry(Revision revision, byte[] payloadBytes) {
    this(revision, payloadBytes, Bytes.sha256(payloadBytes));
  }

  /** Where the hash of the bytes was taken already. */
  Entry(Revision revision, byte[] payloadBytes, byte[] payloadHash) {
    if (!Arrays.equals(payloadHash, revision.payloadHash())) {
      throw PAYLOAD_HASH_WRONG.at(place(revision)).asException();
    }
    checkFirst(revision);
    this.revision = revision;
    this.payloadBytes = payloadBytes.clone();
    this.payload = Optional.of(PayloadCodec.decode(revision.kind(), payloadBytes));
    this.erasure = Optional.empty();
  }

  private Entry(Revision revision, Optional<ErasureOrder> erasure) {
    checkFirst(revision);
    this.revision = revision;
    this.payloadBytes = new byte[0];
    this.payload = Optional.empty();
    this.erasure = erasure;
  }

  /** An entry whose payload was erased; the order is missing where its holder never heard it. */
  public static Entry erased(Revision revision, Optional<ErasureOrder> erasure) {
    return new Entry(revision, erasure);
  }

  private static void checkFirst(Revision revision) {
    if (revision.isFirst()
        && !RecordId.derive(revision.log(), revision.number(), revision.writtenAt())
            .equals(revision.record())) {
      throw RECORD_ID_WRONG.at(place(revision)).asException();
    }
    if (revision.isFirst() && revision.kind() == RecordKind.WITHDRAWAL) {
      throw KIND_WRONG.at(place(revision)).asException(); // nothing there to withdraw
    }
  }

  /** From the two byte strings that are stored. */
  public static Entry parse(byte[] canonical, byte[] payloadBytes) {
    return new Entry(Revision.parse(canonical), payloadBytes);
  }

  public Revision revision() {
    return revision;
  }

  /** Whether the payload is gone. */
  public boolean isErased() {
    return payload.isEmpty();
  }

  /** By which order it is gone. */
  public Optional<ErasureOrder> erasure() {
    return erasure;
  }

  /** A copy of the payload's canonical bytes; none where it was erased. */
  public byte[] payloadBytes() {
    return payloadBytes.clone();
  }

  /** What it says; not to be asked of an erased one. */
  public Payload payload() {
    return payload.orElseThrow(() -> new IllegalStateException("erased"));
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
