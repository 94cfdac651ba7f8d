package retex.contract;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import retex.instrument.InstrumentRef;

/** Builds the next entry of a log. Pure: stores nothing and signs nothing. */
public final class LogWriter {

  private LogWriter() {}

  /** The first revision of a new record. */
  public static Entry first(
      LogTip tip, String author, InstrumentRef instrument, Instant writtenAt, Payload payload) {
    Instant at = writtenAt.truncatedTo(ChronoUnit.MICROS);
    var record = RecordId.derive(tip.log(), tip.number() + 1, at);
    return next(tip, record, List.of(), author, instrument, at, payload);
  }

  /** A later revision of {@code record}, following {@code parents} (at least one). */
  public static Entry next(
      LogTip tip,
      RecordId record,
      List<RevisionId> parents,
      String author,
      InstrumentRef instrument,
      Instant writtenAt,
      Payload payload) {
    byte[] bytes = PayloadCodec.encode(payload);
    return next(tip, record, parents, author, instrument, writtenAt, payload.kind(), bytes);
  }

  /** The same from a payload's canonical bytes, as a receiver has them. */
  public static Entry next(
      LogTip tip,
      RecordId record,
      List<RevisionId> parents,
      String author,
      InstrumentRef instrument,
      Instant writtenAt,
      RecordKind kind,
      byte[] payloadBytes) {
    byte[] hash = Bytes.sha256(payloadBytes);
    return new Entry(
        revision(tip, record, parents, author, instrument, writtenAt, kind, hash),
        payloadBytes,
        hash);
  }

  /** The envelope of the next entry, whose payload has this hash. */
  public static Revision revision(
      LogTip tip,
      RecordId record,
      List<RevisionId> parents,
      String author,
      InstrumentRef instrument,
      Instant writtenAt,
      RecordKind kind,
      byte[] payloadHash) {
    return Revision.of(
        record,
        parents,
        tip.log(),
        tip.number() + 1,
        tip.revision(),
        author,
        instrument,
        writtenAt,
        kind,
        payloadHash);
  }
}
