package retex.server.access;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import retex.refusal.RefusalCode;
import retex.server.web.RefusalStatus;

/** HTTP statuses of this step's refusals. */
@Singleton
final class AccessStatus implements RefusalStatus {

  @Override
  public Optional<HttpStatus> of(RefusalCode code) {
    return code instanceof AccessRefusal refusal ? Optional.of(status(refusal)) : Optional.empty();
  }

  private static HttpStatus status(AccessRefusal refusal) {
    return switch (refusal) {
      case NOT_SIGNED_IN -> HttpStatus.UNAUTHORIZED;
      case SIGN_IN_WRONG, ROLE_MISSING, FORM_FOREIGN -> HttpStatus.FORBIDDEN;
      case TOO_MANY_TRIES -> HttpStatus.TOO_MANY_REQUESTS;
      case ACCOUNT_EXISTS -> HttpStatus.CONFLICT;
      case PROVIDER_MISFIT, PASSWORD_SHORT, NAME_MALFORMED -> HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }
}
