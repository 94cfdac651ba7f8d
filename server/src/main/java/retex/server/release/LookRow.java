package retex.server.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * What the last look at a release found, and with which names, policy and rules it looked; {@code
 * found}: names of {@link Concern.Why}, one a line.
 */
@MappedEntity("release_look")
record LookRow(@Id String release, String ground, String found, long lookedAt) {}
