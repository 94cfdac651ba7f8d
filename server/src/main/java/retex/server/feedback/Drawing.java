package retex.server.feedback;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.refusal.RefusedException;

/**
 * Draws released feedbacks soon after their release; whatever it misses is drawn when asked for.
 */
@Singleton
final class Drawing {

  private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);

  private final Feedbacks feedbacks;

  Drawing(Feedbacks feedbacks) {
    this.feedbacks = feedbacks;
  }

  @Scheduled(fixedDelay = "30s", initialDelay = "30s")
  void draw() {
    try {
      feedbacks.drawApproved();
    } catch (RefusedException refused) {
      LOG.warn("feedback.refused code={}", refused.refusal().code().name());
    }
  }
}
