package retex.server.bundle;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** Whose bundle a courier brought that has landed; {@code at}: microseconds since 1970. */
@MappedEntity("bundle_carried")
record CarriedRow(@Id String bundle, String courier, String device, long at) {}
