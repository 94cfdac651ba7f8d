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
      case POLICY_UNKNOWN -> HttpStatus.NOT_FOUND;
      case POLICY_NOT_NEWER -> HttpStatus.CONFLICT;
      case POLICY_KEY_UNKNOWN -> HttpStatus.FORBIDDEN;
      case POLICY_MALFORMED, POLICY_UNSAFE, POLICY_SIGNATURE_WRONG, POLICY_UNREADABLE ->
          HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }
}
