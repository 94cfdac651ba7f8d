package retex.agent.bundle;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * The serial of the last bundle, up to which number of which epoch it leads, and the serial of the
 * newest answer that was taken.
 */
@MappedEntity("bundle")
record BundleRow(@Id int id, long made, int epoch, long exported, long heard) {}
