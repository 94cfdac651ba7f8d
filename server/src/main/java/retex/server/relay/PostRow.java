package retex.server.relay;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.relay.Post;

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
    long at) {

  Post post() {
    return new Post(
        item,
        number,
        DeviceId.parse(sender),
        DeviceId.parse(recipient),
        FileHash.parse(sha256),
        size);
  }
}
