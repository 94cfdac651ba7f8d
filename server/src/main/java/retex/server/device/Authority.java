package retex.server.device;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * One generation of the server's authority. {@code bridge} leads laptops that pin the generation
 * before to this one: this authority's name and key, certified by the one before.
 */
record Authority(
    PrivateKey key,
    X509Certificate certificate,
    Optional<X509Certificate> bridge,
    Optional<X509Certificate> before) {

  /** What a server shows behind its own certificate: to every laptop that trusts either. */
  List<X509Certificate> chain() {
    return bridge.isPresent() && before.isPresent()
        ? List.of(certificate, bridge.get(), before.get())
        : List.of(certificate);
  }

  /** Whose signatures on a laptop's certificate count. */
  List<X509Certificate> trusted() {
    return before.map(it -> List.of(certificate, it)).orElseGet(() -> List.of(certificate));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Authority[]";
  }
}
