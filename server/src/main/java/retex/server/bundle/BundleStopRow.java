package retex.server.bundle;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * At which entry a laptop's log was stopped in a bundle, the code of it, and where that log ended
 * here then: once it ends elsewhere, the stop is over.
 */
@MappedEntity("bundle_stop")
record BundleStopRow(@Id String device, int epoch, long held, long number, int code) {}
