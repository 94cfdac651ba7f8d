package retex.server.feedback;

import static retex.server.feedback.FeedbackRefusal.SIGNING_STORE_UNKNOWN;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import java.util.Set;

/** Which kind of store the signing key is in. One that is unknown stops every command. */
@Context
public final class SigningStore {

  static final String TOKEN = "pkcs11";

  private final String store;
  private final BeanProvider<SigningKeys> keys;

  SigningStore(
      @Property(name = "retex.signing.store", defaultValue = "file") String store,
      BeanProvider<SigningKeys> keys) {
    if (!Set.of("file", TOKEN).contains(store)) {
      throw SIGNING_STORE_UNKNOWN.at("retex.signing.store").asException();
    }
    this.store = store;
    this.keys = keys;
  }

  /**
   * Refuses by name a token that is absent, locked or does not sign. Asked when headquarters begins
   * to serve: other commands need no token, and each wrong PIN is one nearer to a locked one.
   */
  public void check() {
    if (store.equals(TOKEN)) {
      keys.get().signer();
    }
  }
}
