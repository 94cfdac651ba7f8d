package retex.server.redaction;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import retex.refusal.RefusalCode;
import retex.server.web.RefusalStatus;

/** HTTP statuses of this step's refusals, where they are not the usual ones. */
@Singleton
final class RedactionStatus implements RefusalStatus {

  @Override
  public Optional<HttpStatus> of(RefusalCode code) {
    if (code == RedactionRefusal.SECOND_OFFICER_IS_FIRST
        || code == RedactionRefusal.DECISION_OF_ANOTHER) {
      return Optional.of(HttpStatus.FORBIDDEN);
    }
    boolean conflict =
        code == RedactionRefusal.REDACTION_STALE
            || code == RedactionRefusal.REDACTION_NOT_AS_READ
            || code == RedactionRefusal.ALREADY_CLEARED
            || code == RedactionRefusal.UNMASKING_WAITS;
    return conflict ? Optional.of(HttpStatus.CONFLICT) : Optional.empty();
  }
}
