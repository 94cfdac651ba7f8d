package retex.server.relay;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A file that waits for one laptop; {@code at} in microseconds since 1970. {@code passedOver}: 1
 * where others behind it may have been sent, and it was not; else 0.
 */
@MappedEntity("team_post")
record PostRow(
    @Id String item,
    long number,
    String sender,
    String recipient,
    String topic,
    String sha256,
    long size,
    long at,
    int passedOver) {

  boolean isPassedOver() {
    return passedOver != 0;
  }
}
