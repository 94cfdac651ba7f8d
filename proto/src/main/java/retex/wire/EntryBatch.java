package retex.wire;

import static retex.wire.WireRefusal.FRAME_MALFORMED;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.FieldRules;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.Revision;
import retex.contract.RevisionId;
import retex.instrument.InstrumentRef;
import retex.proto.record.v1.Evaluation;
import retex.proto.record.v1.TrainerNote;
import retex.proto.record.v1.Withdrawal;
import retex.proto.sync.v1.BatchContent;
import retex.proto.sync.v1.CompactEntry;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * Entries in the form in which they cross a link: without what the receiver derives from its own
 * end of the log. Whether they are genuine only the head says, once they have been rebuilt.
 */
public final class EntryBatch {

  /** Most entries in one batch. */
  public static final int MOST_ENTRIES = 256;

  /** Most bytes of one batch, decompressed. */
  public static final int MOST_BYTES = 1 << 20;

  /** Most bytes that a batch may be, once its columns are messages again. */
  private static final int MOST_REBUILT_BYTES = 2 * MOST_BYTES;

  /** Payloads that are laid out in columns; one of another kind crosses as it is. */
  private static final Map<retex.proto.record.v1.RecordKind, Parser<? extends Message>> PAYLOADS =
      Map.of(
          retex.proto.record.v1.RecordKind.RECORD_KIND_EVALUATION, Evaluation.parser(),
          retex.proto.record.v1.RecordKind.RECORD_KIND_TRAINER_NOTE, TrainerNote.parser(),
          retex.proto.record.v1.RecordKind.RECORD_KIND_WITHDRAWAL, Withdrawal.parser());

  private EntryBatch() {}

  /** The compact form of consecutive entries. */
  public static byte[] encode(List<Entry> entries) {
    var content = BatchContent.newBuilder();
    entries.forEach(entry -> content.addEntries(compact(entry)));
    return columns(content.build());
  }

  /**
   * Rebuilds the entries that follow {@code tip}. Refuses bytes that are no batch, and entries that
   * break a rule, with the entry's number; those before it are lost to the caller, who asks again.
   */
  public static List<Entry> decode(LogTip tip, byte[] bytes) {
    BatchContent content = FieldRules.check(content(bytes));
    var entries = new ArrayList<Entry>(content.getEntriesCount());
    LogTip end = tip;
    for (CompactEntry compact : content.getEntriesList()) {
      Entry entry = expand(end, compact);
      entries.add(entry);
      end = LogTip.at(entry.revision());
    }
    return List.copyOf(entries);
  }

  /**
   * Those entries of a batch that can be rebuilt before the first that breaks a rule, and which.
   * Refuses bytes that are no batch.
   */
  public static Beginning beginning(LogTip tip, byte[] bytes) {
    BatchContent content = content(bytes);
    if (content.getEntriesCount() > MOST_ENTRIES || !content.getUnknownFields().asMap().isEmpty()) {
      throw FRAME_MALFORMED.at("batch").asException();
    }
    var entries = new ArrayList<Entry>();
    LogTip end = tip;
    for (CompactEntry compact : content.getEntriesList()) {
      try {
        Entry entry = expand(end, FieldRules.check(compact));
        entries.add(entry);
        end = LogTip.at(entry.revision());
      } catch (RefusedException broken) {
        return new Beginning(entries, Optional.of(broken.refusal()));
      }
    }
    return new Beginning(entries, Optional.empty());
  }

  /** The entries before the first one that breaks a rule, and the rule; all where none does. */
  public record Beginning(List<Entry> entries, Optional<Refusal> why) {

    public Beginning {
      entries = List.copyOf(entries);
    }
  }

  private static BatchContent content(byte[] bytes) {
    try {
      return BatchContent.parseFrom(ColumnReader.read(bytes, MOST_REBUILT_BYTES));
    } catch (InvalidProtocolBufferException e) {
      throw FRAME_MALFORMED.at("batch").asException();
    }
  }

  /** About how many bytes an entry takes in a batch, before compression. */
  public static int sizeOf(Entry entry) {
    return entry.payloadBytes().length + 128 + 34 * entry.revision().parents().size();
  }

  /**
   * In columns down to the payloads' fields; where that would not give the same bytes, not so deep.
   */
  private static byte[] columns(BatchContent content) {
    byte[] deep = ColumnWriter.write(content, EntryBatch::payload);
    boolean same = Arrays.equals(ColumnReader.read(deep, Integer.MAX_VALUE), content.toByteArray());
    return same ? deep : ColumnWriter.write(content, (message, field) -> Optional.empty());
  }

  private static Optional<? extends Message> payload(Message message, FieldDescriptor field) {
    if (!(message instanceof CompactEntry entry)
        || field.getNumber() != CompactEntry.PAYLOAD_FIELD_NUMBER) {
      return Optional.empty();
    }
    Parser<? extends Message> parser = PAYLOADS.get(entry.getKind());
    try {
      return parser == null ? Optional.empty() : Optional.of(parser.parseFrom(entry.getPayload()));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private static CompactEntry compact(Entry entry) {
    Revision revision = entry.revision();
    var out =
        CompactEntry.newBuilder()
            .setAuthor(revision.author())
            .setInstrument(revision.instrument().toString())
            .setWrittenAtMicros(Micros.of(revision.writtenAt()))
            .setKind(kind(revision.kind()))
            .setPayload(ByteString.copyFrom(entry.payloadBytes()));
    if (entry.isErased()) {
      out.setPayloadSha256(ByteString.copyFrom(revision.payloadHash()));
      entry.erasure().ifPresent(it -> out.setErasure(Erasures.message(it)));
    }
    for (RevisionId parent : revision.parents()) {
      out.addParents(ByteString.copyFrom(parent.bytes()));
    }
    if (!revision.isFirst()) {
      out.setRecordId(ByteString.copyFrom(revision.record().bytes()));
    }
    return out.build();
  }

  private static Entry expand(LogTip tip, CompactEntry compact) {
    Instant writtenAt = Micros.instant(compact.getWrittenAtMicros());
    RecordId record =
        compact.getRecordId().isEmpty()
            ? RecordId.derive(tip.log(), tip.number() + 1, writtenAt)
            : RecordId.of(compact.getRecordId().toByteArray());
    List<RevisionId> parents =
        compact.getParentsList().stream()
            .map(parent -> RevisionId.of(parent.toByteArray()))
            .toList();
    boolean isErased = !compact.getPayloadSha256().isEmpty();
    if (isErased != compact.getPayload().isEmpty()) {
      throw FRAME_MALFORMED.at("batch.payload").asException(); // the one or the other
    }
    InstrumentRef instrument = InstrumentRef.parse(compact.getInstrument());
    RecordKind kind = kind(compact);
    if (isErased) {
      byte[] hash = compact.getPayloadSha256().toByteArray();
      return Entry.erased(
          LogWriter.revision(
              tip, record, parents, compact.getAuthor(), instrument, writtenAt, kind, hash),
          Erasures.order(compact));
    }
    byte[] payload = compact.getPayload().toByteArray();
    return LogWriter.next(
        tip, record, parents, compact.getAuthor(), instrument, writtenAt, kind, payload);
  }

  private static retex.proto.record.v1.RecordKind kind(RecordKind kind) {
    return switch (kind) {
      case EVALUATION -> retex.proto.record.v1.RecordKind.RECORD_KIND_EVALUATION;
      case TRAINER_NOTE -> retex.proto.record.v1.RecordKind.RECORD_KIND_TRAINER_NOTE;
      case WITHDRAWAL -> retex.proto.record.v1.RecordKind.RECORD_KIND_WITHDRAWAL;
    };
  }

  private static RecordKind kind(CompactEntry compact) {
    return switch (compact.getKind()) {
      case RECORD_KIND_EVALUATION -> RecordKind.EVALUATION;
      case RECORD_KIND_TRAINER_NOTE -> RecordKind.TRAINER_NOTE;
      case RECORD_KIND_WITHDRAWAL -> RecordKind.WITHDRAWAL;
      case RECORD_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw FRAME_MALFORMED.at("batch.kind").asException();
    };
  }
}
