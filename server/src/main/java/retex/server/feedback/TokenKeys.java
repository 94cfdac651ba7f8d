package retex.server.feedback;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import retex.server.document.Signing;

/**
 * The signing key in a hardware token, over PKCS#11: {@code retex.signing.pkcs11} is the
 * configuration file of the JDK's provider, {@code retex.signing.password} the PIN, {@code
 * retex.signing.alias} the key if the token holds several. An RSA key keeps files reproducible.
 */
@Singleton
@Requires(property = "retex.signing.pkcs11")
final class TokenKeys implements SigningKeys {

  private final String configuration;
  private final String pin;
  private final String alias;

  TokenKeys(
      @Property(name = "retex.signing.pkcs11") String configuration,
      @Property(name = "retex.signing.password", defaultValue = "") String pin,
      @Property(name = "retex.signing.alias", defaultValue = "") String alias) {
    this.configuration = configuration;
    this.pin = pin;
    this.alias = alias;
  }

  @Override
  public synchronized Signing.Signer signer() {
    try {
      Provider token = Security.getProvider("SunPKCS11").configure(configuration);
      KeyStore store = KeyStore.getInstance("PKCS11", token);
      store.load(null, pin.toCharArray());
      return signer(store, alias, pin.toCharArray(), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing token", e);
    }
  }

  /** The key of this alias in any store; without one, the only key there is. */
  static Signing.Signer signer(KeyStore store, String alias, char[] password, Provider provider)
      throws GeneralSecurityException {
    var found = new ArrayList<String>();
    for (String name : Collections.list(store.aliases())) {
      if (store.isKeyEntry(name) && (alias.isEmpty() || alias.equals(name))) {
        found.add(name);
      }
    }
    if (found.size() != 1) {
      throw new GeneralSecurityException("keys to sign with: " + found.size());
    }
    Certificate[] chain = store.getCertificateChain(found.get(0));
    if (chain == null) {
      throw new GeneralSecurityException("a key without a certificate");
    }
    List<X509Certificate> certificates =
        Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    return new Signing.Signer(
        (PrivateKey) store.getKey(found.get(0), password), certificates, provider);
  }
}
