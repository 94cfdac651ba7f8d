package retex.agent.record;

import java.time.Instant;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.instrument.InstrumentRef;

/**
 * One record of this laptop as a list shows it. {@code unit} is its code, or its name as typed;
 * {@code remark} is what headquarters wrote, empty where it wrote nothing; {@code arrived}: what
 * this laptop wrote last of it is at headquarters.
 */
public record OwnRecord(
    RecordId id,
    RecordKind kind,
    InstrumentRef instrument,
    String unit,
    RevisionId revision,
    long number,
    Instant writtenAt,
    String reference,
    RecordState state,
    boolean arrived,
    String remark) {

  /** Without what people wrote. */
  @Override
  public String toString() {
    return "OwnRecord[" + id + ", " + state + "]";
  }
}
