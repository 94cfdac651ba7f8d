package retex.server.device;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A device as stored; instants in microseconds since 1970, 0 = never. */
@MappedEntity("device")
record DeviceRow(
    @Id String id,
    String name,
    byte[] publicKey,
    boolean revoked,
    long enrolledAt,
    long lastContact,
    long backlog,
    String version,
    long certifiedUntil) {}
