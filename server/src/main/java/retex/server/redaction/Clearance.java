package retex.server.redaction;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** An officer has read the redaction of a revision and cleared it. */
@MappedEntity("redaction_clearance")
record Clearance(@Id String revision, String record, String actor, long at) {}
