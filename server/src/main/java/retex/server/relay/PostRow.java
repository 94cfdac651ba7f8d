package retex.server.relay;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A file that waits for one laptop; {@code at} in microseconds since 1970. */
@MappedEntity("team_post")
record PostRow(
    @Id String item,
    long number,
    String sender,
    String recipient,
    String topic,
    String sha256,
    long size,
    long at) {}
