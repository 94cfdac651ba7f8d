package retex.server.feedback;

import static retex.server.feedback.FeedbackRefusal.SIGNING_STORE_UNKNOWN;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import java.util.Set;

/** Which kind of store was asked for: a server told one that is unknown does not start. */
@Context
final class SigningStore {

  SigningStore(@Property(name = "retex.signing.store", defaultValue = "file") String store) {
    if (!Set.of("file", "pkcs11").contains(store)) {
      throw SIGNING_STORE_UNKNOWN.at("retex.signing.store").asException();
    }
  }
}
