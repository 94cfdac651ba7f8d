package retex.server.feedback;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import retex.server.release.Releases;

/**
 * Draws released feedbacks soon after their release, and looks at them again: by the clock, never
 * in the request of a provider, who could tell from the wait that others are given documents.
 */
@Singleton
final class Drawing {

  private static final int MOST_QUIET = 30; // seconds: the end of an embargo, another process

  private final Feedbacks feedbacks;
  private final Releases releases;
  private long seen;
  private int quiet = MOST_QUIET;

  Drawing(Feedbacks feedbacks, Releases releases) {
    this.feedbacks = feedbacks;
    this.releases = releases;
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "30s")
  synchronized void draw() {
    long changes = releases.changes();
    if (changes != seen || ++quiet >= MOST_QUIET) {
      feedbacks.drawApproved();
      feedbacks.lookAgain();
      seen = changes;
      quiet = 0;
    }
  }
}
