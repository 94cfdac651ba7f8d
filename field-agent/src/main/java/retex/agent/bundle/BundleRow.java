package retex.agent.bundle;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * How many bundles were made, up to which number of which epoch the last of them leads, and the
 * serial of the newest answer that was taken.
 */
@MappedEntity("bundle")
record BundleRow(@Id int id, long made, int epoch, long exported, long heard) {}
