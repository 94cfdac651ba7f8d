package retex.server.feedback;

import static retex.server.feedback.FeedbackRefusal.SIGNING_KEY_ABSENT;
import static retex.server.feedback.FeedbackRefusal.SIGNING_KEY_UNFIT;
import static retex.server.feedback.FeedbackRefusal.SIGNING_PIN_ABSENT;
import static retex.server.feedback.FeedbackRefusal.SIGNING_PIN_WRONG;
import static retex.server.feedback.FeedbackRefusal.TOKEN_ABSENT;
import static retex.server.feedback.FeedbackRefusal.TOKEN_LIBRARY_UNREADABLE;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import retex.refusal.RefusedException;
import retex.server.document.Signing;

/**
 * The signing key in a hardware token, over PKCS#11, where {@code retex.signing.store} is {@code
 * pkcs11}. The token is opened once, when first asked for, and tried with one signature; what it
 * refuses then it refuses for good, so that a wrong PIN is tried once only. An RSA key keeps files
 * reproducible. Safe for use by several threads.
 */
@Singleton
@Requires(property = "retex.signing.store", value = SigningStore.TOKEN)
final class TokenKeys implements SigningKeys {

  private static final String ENVIRONMENT = "RETEX_SIGNING_PIN"; // arguments are seen by every user
  private static final byte[] TRIAL = "retex".getBytes(StandardCharsets.US_ASCII);

  private final String library;
  private final String slot;
  private final String alias;
  private final String pinFile;
  private Optional<Signing.Signer> opened = Optional.empty();
  private Optional<RefusedException> refused = Optional.empty();

  /**
   * {@code library}: the token's own PKCS#11 library. {@code slot}: its number as the token's tools
   * tell it; empty for the first. {@code alias}: the key's label; empty for the only one. {@code
   * pinFile}: holds the PIN; empty for the environment.
   */
  TokenKeys(
      @Property(name = "retex.signing.library", defaultValue = "") String library,
      @Property(name = "retex.signing.slot", defaultValue = "") String slot,
      @Property(name = "retex.signing.alias", defaultValue = "") String alias,
      @Property(name = "retex.signing.pin-file", defaultValue = "") String pinFile) {
    this.library = library;
    this.slot = slot;
    this.alias = alias;
    this.pinFile = pinFile;
  }

  @Override
  public synchronized Signing.Signer signer() {
    if (refused.isPresent()) {
      throw refused.get();
    }
    if (opened.isEmpty()) {
      try {
        opened = Optional.of(open());
      } catch (RefusedException e) {
        refused = Optional.of(e);
        throw e;
      }
    }
    return opened.get();
  }

  private Signing.Signer open() {
    char[] pin = pin(pinFile);
    return fit(opened(token(library, slot), slot, alias, pin));
  }

  private static char[] pin(String file) {
    String pin = file.isEmpty() ? System.getenv(ENVIRONMENT) : read(file);
    if (pin == null || pin.isBlank()) {
      throw SIGNING_PIN_ABSENT.at(file.isEmpty() ? ENVIRONMENT : file).asException();
    }
    return pin.strip().toCharArray();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw SIGNING_PIN_ABSENT.at(file).asException();
    }
  }

  private static Provider token(String library, String slot) {
    if (library.isEmpty() || library.contains("\n") || !Files.isRegularFile(Path.of(library))) {
      throw TOKEN_LIBRARY_UNREADABLE.at(library.strip()).asException();
    }
    if (!slot.isEmpty() && !slot.matches("\\d{1,18}")) {
      throw TOKEN_ABSENT.at(slot).asException();
    }
    String configuration =
        "--name=retex\nlibrary="
            + Path.of(library).toAbsolutePath()
            + (slot.isEmpty() ? "\nslotListIndex=0" : "\nslot=" + slot)
            + "\n";
    try {
      return Security.getProvider("SunPKCS11").configure(configuration);
    } catch (ProviderException | InvalidParameterException e) {
      throw last(e) instanceof IOException
          ? TOKEN_LIBRARY_UNREADABLE.at(library).asException()
          : TOKEN_ABSENT.at(slot).asException();
    }
  }

  private static Signing.Signer opened(Provider token, String slot, String alias, char[] pin) {
    KeyStore store;
    try {
      store = KeyStore.getInstance("PKCS11", token);
      store.load(null, pin);
    } catch (IOException e) {
      throw SIGNING_PIN_WRONG.at(code(e)).asException();
    } catch (GeneralSecurityException | ProviderException e) {
      throw TOKEN_ABSENT.at(slot).asException();
    }
    try {
      return signer(store, alias, pin, token);
    } catch (GeneralSecurityException e) {
      throw SIGNING_KEY_ABSENT.at(alias).asException();
    }
  }

  /** What the token itself said, such as {@code CKR_PIN_LOCKED}. */
  private static String code(Throwable failure) {
    String said = String.valueOf(last(failure).getMessage());
    return said.startsWith("CKR_") ? said : "";
  }

  private static Throwable last(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last;
  }

  /** Tried once: the token signs so with this key, and the certificate is that of the key. */
  private static Signing.Signer fit(Signing.Signer signer) {
    String algorithm = signer.algorithm();
    boolean fit;
    try {
      var signature = Signature.getInstance(algorithm, signer.provider());
      signature.initSign(signer.key());
      signature.update(TRIAL);
      byte[] signed = signature.sign();
      var check = Signature.getInstance(algorithm);
      check.initVerify(signer.chain().get(0));
      check.update(TRIAL);
      fit = check.verify(signed);
    } catch (GeneralSecurityException | ProviderException e) {
      fit = false;
    }
    if (!fit) {
      throw SIGNING_KEY_UNFIT.at(algorithm).asException();
    }
    return signer;
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
