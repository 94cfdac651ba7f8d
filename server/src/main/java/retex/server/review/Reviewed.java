package retex.server.review;

import java.util.Optional;
import retex.contract.UnitCode;
import retex.server.record.StoredRecord;

/** A record, where it stands, and which unit of the catalogue it is about where that is known. */
public record Reviewed(StoredRecord record, ReviewState state, Optional<UnitCode> unit) {}
