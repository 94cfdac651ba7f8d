package retex.server.feedback;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A drawn feedback: its release, whose it is, and the hash of its file. */
@MappedEntity("feedback")
record FeedbackRow(
    @Id String id,
    String release,
    String provider,
    String language,
    String title,
    String blob,
    long drawnAt) {}
