package retex.server.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import retex.contract.Classification;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.contract.UnitRef;
import retex.instrument.InstrumentRef;

/**
 * A record as its newest revision says. For a withdrawn record, everything but {@code current} and
 * its place in the log is what the revision before said. {@code rotation} and {@code reference} may
 * be empty; a note's two days are the same. {@code revisions} counts them all; {@code heads} are
 * those that no other follows, where there is a conflict the newest of them is current.
 */
public record StoredRecord(
    RecordId id,
    RecordKind kind,
    RevisionId current,
    LogId log,
    long number,
    String author,
    InstrumentRef instrument,
    UnitRef unit,
    String rotation,
    LocalDate from,
    LocalDate to,
    String language,
    Classification classification,
    String reference,
    Instant writtenAt,
    Instant receivedAt,
    boolean withdrawn,
    int revisions,
    String quarantineCode,
    String quarantinePlace,
    List<RevisionId> heads) {

  public StoredRecord {
    heads = List.copyOf(heads);
  }

  /** Whether more than one revision is followed by no other: nothing of it is used until one is. */
  public boolean inConflict() {
    return heads.size() > 1;
  }

  public DeviceId device() {
    return log.device();
  }

  public boolean quarantined() {
    return !quarantineCode.isEmpty();
  }

  /** Why it is kept aside; empty where it is not. */
  public Optional<Quarantine> quarantine() {
    return quarantined()
        ? Optional.of(new Quarantine(quarantineCode, quarantinePlace))
        : Optional.empty();
  }
}
