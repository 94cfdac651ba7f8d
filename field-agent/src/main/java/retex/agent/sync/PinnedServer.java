package retex.agent.sync;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one server whose authority has a known fingerprint, and no other. Dates are not
 * judged: the clock of a laptop in the field may be wrong, and revocation is the server's business.
 */
final class PinnedServer extends X509ExtendedTrustManager {

  private static final String SERVER_NAME = "retex-server";

  private final byte[] fingerprint;
  private volatile boolean metAnother;

  PinnedServer(byte[] fingerprint) {
    this.fingerprint = fingerprint.clone();
  }

  /** Whether another server than the pinned one answered. */
  boolean metAnother() {
    return metAnother;
  }

  static byte[] fingerprint(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    Optional<X509Certificate> authority =
        List.of(chain).stream()
            .filter(it -> MessageDigest.isEqual(fingerprint(it), fingerprint))
            .findFirst();
    if (authority.isEmpty() || !isServerOf(chain[0], authority.get())) {
      metAnother = true;
      throw new CertificateException("not the pinned server");
    }
  }

  private static boolean isServerOf(X509Certificate leaf, X509Certificate authority)
      throws CertificateException {
    try {
      leaf.verify(authority.getPublicKey());
    } catch (GeneralSecurityException e) {
      return false;
    }
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    return names != null && names.stream().anyMatch(name -> SERVER_NAME.equals(name.get(1)));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a laptop serves nobody");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("a laptop serves nobody");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("a laptop serves nobody");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
