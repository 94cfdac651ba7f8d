package retex.server.bundle;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** At which entry a laptop's log was stopped in its last bundle, and the code of it. */
@MappedEntity("bundle_stop")
record BundleStopRow(@Id String device, long number, int code) {}
