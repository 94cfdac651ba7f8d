package retex.server.feedback;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;

/**
 * Draws released feedbacks soon after their release; whatever it misses is drawn when asked for.
 */
@Singleton
final class Drawing {

  private final Feedbacks feedbacks;

  Drawing(Feedbacks feedbacks) {
    this.feedbacks = feedbacks;
  }

  @Scheduled(fixedDelay = "30s", initialDelay = "30s")
  void draw() {
    feedbacks.drawApproved();
  }
}
