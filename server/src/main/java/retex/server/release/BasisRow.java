package retex.server.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** One record that a release rests on. Days count from 1970. */
@MappedEntity("release_basis")
record BasisRow(
    @Id String release,
    String record,
    String revision,
    String state,
    long seenOn,
    long consentTo) {}
