package retex.server.sync;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets in laptops whose certificate one of our authorities signed. Whether it has run out is judged
 * after the handshake, call by call: an old one may still renew.
 */
final class LaptopCertificates extends X509ExtendedTrustManager {

  private final Supplier<List<X509Certificate>> authorities;

  /** Asked at each handshake: the authority may be rotated while the server runs. */
  LaptopCertificates(Supplier<List<X509Certificate>> authorities) {
    this.authorities = authorities;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (!isLetIn(chain[0], authorities.get())) {
      throw new CertificateException("not a certificate of this server's authority");
    }
  }

  /** Whether one of these authorities signed it, and it is none itself. */
  static boolean isLetIn(X509Certificate leaf, List<X509Certificate> authorities) {
    return authorities.stream().anyMatch(authority -> isSignedBy(leaf, authority));
  }

  private static boolean isSignedBy(X509Certificate leaf, X509Certificate authority) {
    try {
      leaf.verify(authority.getPublicKey());
      return leaf.getBasicConstraints() < 0; // an authority is no laptop
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("headquarters calls nobody");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("headquarters calls nobody");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("headquarters calls nobody");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.get().toArray(X509Certificate[]::new);
  }
}
