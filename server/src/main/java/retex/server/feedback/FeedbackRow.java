package retex.server.feedback;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A drawn feedback: its release, whose it is, the hash of its file, and when it was first given (0:
 * nobody has opened it).
 */
@MappedEntity("feedback")
record FeedbackRow(
    @Id String id,
    String release,
    String provider,
    String language,
    String title,
    String blob,
    long drawnAt,
    long givenAt) {

  boolean isGiven() {
    return givenAt > 0;
  }
}
