package retex.server.device;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * One generation of the server's authority as it lies on disk. {@code bridge} is this authority's
 * name and key, certified by the one {@code before}: all that an older program knows of the others.
 */
record Authority(
    PrivateKey key,
    X509Certificate certificate,
    Optional<X509Certificate> bridge,
    Optional<X509Certificate> before) {

  /** Without the key. */
  @Override
  public String toString() {
    return "Authority[]";
  }
}
