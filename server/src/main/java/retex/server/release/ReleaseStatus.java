package retex.server.release;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import retex.refusal.RefusalCode;
import retex.server.web.RefusalStatus;

/** HTTP statuses of this step's refusals. */
@Singleton
final class ReleaseStatus implements RefusalStatus {

  @Override
  public Optional<HttpStatus> of(RefusalCode code) {
    return code instanceof ReleaseRefusal refusal ? Optional.of(status(refusal)) : Optional.empty();
  }

  private static HttpStatus status(ReleaseRefusal refusal) {
    return switch (refusal) {
      case RELEASE_UNKNOWN, ERASURE_UNKNOWN, NOTHING_TO_ERASE -> HttpStatus.NOT_FOUND;
      case RELEASER_IS_PROPOSER, RECALLER_IS_ASKER, ERASER_IS_ASKER -> HttpStatus.FORBIDDEN;
      case RELEASE_DECIDED, RELEASE_STALE, CONTENT_HASH_WRONG, ERASURE_ASKED -> HttpStatus.CONFLICT;
      case NOTHING_TO_RELEASE,
          LANGUAGE_NOT_OFFERED,
          REASON_NEEDED,
          EMBARGO_PAST,
          DETAIL_NOT_ASKED,
          QUOTE_NOT_THERE,
          QUOTES_TOO_MANY ->
          HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }
}
