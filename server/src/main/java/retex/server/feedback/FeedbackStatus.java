package retex.server.feedback;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import retex.refusal.RefusalCode;
import retex.server.web.RefusalStatus;

/** HTTP statuses of this step's refusals. */
@Singleton
final class FeedbackStatus implements RefusalStatus {

  @Override
  public Optional<HttpStatus> of(RefusalCode code) {
    if (code == FeedbackRefusal.FEEDBACK_NOT_AVAILABLE) {
      return Optional.of(HttpStatus.LOCKED);
    }
    return code == FeedbackRefusal.FEEDBACK_WITHDRAWN
        ? Optional.of(HttpStatus.GONE)
        : Optional.empty();
  }
}
