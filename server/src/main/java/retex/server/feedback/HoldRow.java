package retex.server.feedback;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A release whose file is held back, and why: {@code KIND page place}, one a line. */
@MappedEntity("feedback_hold")
record HoldRow(@Id String release, String faults, long heldAt) {}
