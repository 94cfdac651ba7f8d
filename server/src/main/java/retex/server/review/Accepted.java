package retex.server.review;

import java.time.Instant;
import retex.contract.Payload;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.instrument.InstrumentRef;

/**
 * A record whose newest revision was accepted. {@code unit} is the catalogue's unit, and the
 * payload names it by that code.
 */
public record Accepted(
    RecordId record,
    RevisionId revision,
    UnitCode unit,
    Payload payload,
    InstrumentRef instrument,
    Instant writtenAt) {}
