package retex.server.review;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table {@code unit_mapping}. */
@MappedEntity("unit_mapping")
record UnitMapping(@Id String record, String written, String unit, String actor, long at) {}
