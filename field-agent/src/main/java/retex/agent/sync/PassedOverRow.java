package retex.agent.sync;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** Number of a letter of a kind that {@code program} did not know. */
@MappedEntity("passed_over")
record PassedOverRow(@Id long number, String program) {}
