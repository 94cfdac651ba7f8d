package retex.server.web;

import io.micronaut.http.HttpStatus;
import java.util.Optional;
import retex.refusal.RefusalCode;

/** Which HTTP status a feature's refusals have, where it is not the usual one. A bean a feature. */
@FunctionalInterface
public interface RefusalStatus {

  /** The status of this code, or empty for codes of other features. */
  Optional<HttpStatus> of(RefusalCode code);
}
