package retex.server.policy;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import retex.refusal.RefusalCode;
import retex.server.policy.engine.PolicyRefusal;
import retex.server.web.RefusalStatus;

/** HTTP statuses of this step's refusals. */
@Singleton
final class PolicyStatus implements RefusalStatus {

  @Override
  public Optional<HttpStatus> of(RefusalCode code) {
    return code instanceof PolicyRefusal refusal ? Optional.of(status(refusal)) : Optional.empty();
  }

  private static HttpStatus status(PolicyRefusal refusal) {
    return switch (refusal) {
      case POLICY_UNKNOWN, POLICY_DRAFT_UNKNOWN -> HttpStatus.NOT_FOUND;
      case POLICY_NOT_NEWER, POLICY_DRAFT_DECIDED, POLICY_DRAFT_STALE -> HttpStatus.CONFLICT;
      case POLICY_KEY_UNKNOWN, SIGNER_IS_DRAFTER -> HttpStatus.FORBIDDEN;
      case POLICY_MALFORMED, POLICY_UNSAFE, POLICY_SIGNATURE_WRONG, POLICY_UNREADABLE ->
          HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }
}
