package retex.contract;

import static retex.contract.ContractRefusal.FIELD_RULE_BROKEN;
import static retex.contract.ContractRefusal.NOT_CANONICAL;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import retex.instrument.InstrumentRef;
import retex.proto.record.v1.Envelope;

/**
 * The envelope of one immutable revision: one entry of a device's log. {@code number} counts from
 * 1; {@code previous} is present from number 2 on; {@code writtenAt} has microseconds and is never
 * used for order. {@link #id} is SHA-256 of {@link #canonical}. Immutable.
 */
public final class Revision {

  private final Envelope envelope;
  private final byte[] canonical;
  private final RevisionId id;
  private final RecordId record;
  private final LogId log;
  private final InstrumentRef instrument;

  private Revision(Envelope envelope, byte[] canonical) {
    this(
        envelope,
        canonical,
        RecordId.of(envelope.getRecordId().toByteArray()),
        new LogId(DeviceId.of(envelope.getDevice().toByteArray()), envelope.getEpoch()),
        InstrumentRef.parse(envelope.getInstrument()));
  }

  private Revision(
      Envelope envelope, byte[] canonical, RecordId record, LogId log, InstrumentRef instrument) {
    this.record = record;
    this.log = log;
    this.instrument = instrument;
    this.envelope = envelope;
    this.canonical = canonical;
    this.id = RevisionId.of(Bytes.sha256(canonical));
    if ((envelope.getNumber() == 1) != envelope.getPrevious().isEmpty()) {
      throw FIELD_RULE_BROKEN.at("Envelope.previous").asException();
    }
  }

  /** Builds the envelope of a payload at its place in a log. */
  static Revision of(
      RecordId record,
      List<RevisionId> parents,
      LogId log,
      long number,
      Optional<RevisionId> previous,
      String author,
      InstrumentRef instrument,
      Instant writtenAt,
      RecordKind kind,
      byte[] payloadHash) {
    var out =
        Envelope.newBuilder()
            .setRecordId(ByteString.copyFrom(record.bytes()))
            .setDevice(ByteString.copyFrom(log.device().bytes()))
            .setEpoch(log.epoch())
            .setNumber(number)
            .setAuthor(author)
            .setInstrument(instrument.toString())
            .setWrittenAtMicros(Micros.of(writtenAt))
            .setKind(kind(kind))
            .setPayloadSha256(ByteString.copyFrom(payloadHash));
    parents.forEach(parent -> out.addParents(ByteString.copyFrom(parent.bytes())));
    previous.ifPresent(before -> out.setPrevious(ByteString.copyFrom(before.bytes())));
    Envelope envelope = FieldRules.check(out.build());
    return new Revision(envelope, Canonical.bytes(envelope), record, log, instrument);
  }

  /** Reads canonical bytes; refuses any other bytes, and any that break a field's rule. */
  public static Revision parse(byte[] canonical) {
    return new Revision(
        Canonical.parse(Envelope.parser(), canonical, "envelope"), canonical.clone());
  }

  public RevisionId id() {
    return id;
  }

  /** A copy of the canonical bytes. */
  public byte[] canonical() {
    return canonical.clone();
  }

  public RecordId record() {
    return record;
  }

  /** The revisions that this one follows: none for a first one. */
  public List<RevisionId> parents() {
    return envelope.getParentsList().stream()
        .map(parent -> RevisionId.of(parent.toByteArray()))
        .toList();
  }

  public boolean isFirst() {
    return envelope.getParentsCount() == 0;
  }

  public LogId log() {
    return log;
  }

  public long number() {
    return envelope.getNumber();
  }

  /** The entry before it in its log; empty for number 1. */
  public Optional<RevisionId> previous() {
    return envelope.getPrevious().isEmpty()
        ? Optional.empty()
        : Optional.of(RevisionId.of(envelope.getPrevious().toByteArray()));
  }

  public String author() {
    return envelope.getAuthor();
  }

  public InstrumentRef instrument() {
    return instrument;
  }

  public Instant writtenAt() {
    return Micros.instant(envelope.getWrittenAtMicros());
  }

  public RecordKind kind() {
    return kind(envelope.getKind());
  }

  /** SHA-256 of the payload's canonical bytes. */
  public byte[] payloadHash() {
    return envelope.getPayloadSha256().toByteArray();
  }

  private static retex.proto.record.v1.RecordKind kind(RecordKind kind) {
    return switch (kind) {
      case EVALUATION -> retex.proto.record.v1.RecordKind.RECORD_KIND_EVALUATION;
      case TRAINER_NOTE -> retex.proto.record.v1.RecordKind.RECORD_KIND_TRAINER_NOTE;
      case WITHDRAWAL -> retex.proto.record.v1.RecordKind.RECORD_KIND_WITHDRAWAL;
    };
  }

  private static RecordKind kind(retex.proto.record.v1.RecordKind kind) {
    return switch (kind) {
      case RECORD_KIND_EVALUATION -> RecordKind.EVALUATION;
      case RECORD_KIND_TRAINER_NOTE -> RecordKind.TRAINER_NOTE;
      case RECORD_KIND_WITHDRAWAL -> RecordKind.WITHDRAWAL;
      case RECORD_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw NOT_CANONICAL.at("envelope.kind").asException();
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Revision that && Arrays.equals(canonical, that.canonical);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Revision[" + id + "]";
  }
}
