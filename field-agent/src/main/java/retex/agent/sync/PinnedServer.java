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
 * Trusts the one server whose authority has a known fingerprint, and no other. When the server has
 * changed to a new authority, the one it had before has certified it, and the chain leads there.
 * Dates are not judged: the clock of a laptop in the field may be wrong, and revocation is the
 * server's business.
 */
public final class PinnedServer extends X509ExtendedTrustManager {

  private static final String SERVER_NAME = "retex-server";

  private final byte[] fingerprint;
  private volatile boolean metAnother;
  private volatile Optional<X509Certificate> issuer = Optional.empty();

  PinnedServer(byte[] fingerprint) {
    this.fingerprint = fingerprint.clone();
  }

  /** The server that a laptop is enrolled with. */
  static PinnedServer of(HeadquartersRow row) {
    return new PinnedServer(fingerprint(Channels.certificate(row.authority())));
  }

  /** Whether another server than the pinned one answered. */
  boolean metAnother() {
    return metAnother;
  }

  /** Whether the pinned server showed itself: what is said to it may have arrived. */
  boolean wasMet() {
    return issuer.isPresent();
  }

  static byte[] fingerprint(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a certificate is that of the authority which signed the server's own just now. */
  boolean isIssuer(X509Certificate authority) {
    return issuer.filter(it -> it.getPublicKey().equals(authority.getPublicKey())).isPresent();
  }

  /** Whether it has changed to a newer authority than the pinned one. */
  boolean hasNewAuthority() {
    return issuer.filter(it -> !isPinned(it)).isPresent();
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    List<X509Certificate> offered = List.of(chain).subList(1, chain.length);
    Optional<X509Certificate> signer =
        offered.stream()
            .filter(it -> isSignedBy(chain[0], it) && leadsToPinned(it, offered))
            .findFirst();
    if (signer.isEmpty() || !isServer(chain[0])) {
      metAnother = true;
      throw new CertificateException("not the pinned server");
    }
    issuer = signer;
  }

  /** Whether this is the pinned authority, or one that the pinned one has certified. */
  private boolean leadsToPinned(X509Certificate authority, List<X509Certificate> offered) {
    return isPinned(authority)
        || offered.stream()
            .filter(this::isPinned)
            .anyMatch(pinned -> isAuthority(authority) && isSignedBy(authority, pinned));
  }

  private boolean isPinned(X509Certificate certificate) {
    return MessageDigest.isEqual(fingerprint(certificate), fingerprint);
  }

  private static boolean isAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0;
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isServer(X509Certificate leaf) throws CertificateException {
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
