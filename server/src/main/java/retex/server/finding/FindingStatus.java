package retex.server.finding;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import retex.refusal.RefusalCode;
import retex.server.web.RefusalStatus;

/** HTTP statuses of this step's refusals. */
@Singleton
final class FindingStatus implements RefusalStatus {

  @Override
  public Optional<HttpStatus> of(RefusalCode code) {
    return code instanceof FindingRefusal refusal ? Optional.of(status(refusal)) : Optional.empty();
  }

  private static HttpStatus status(FindingRefusal refusal) {
    return switch (refusal) {
      case FINDING_RECORD_UNKNOWN, FINDING_UNKNOWN -> HttpStatus.NOT_FOUND;
      case FINDING_STALE -> HttpStatus.CONFLICT;
      case TERM_UNKNOWN, EVIDENCE_NOT_THERE -> HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }
}
