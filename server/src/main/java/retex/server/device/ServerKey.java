package retex.server.device;

import jakarta.inject.Singleton;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import retex.server.device.CertificateAuthority.ServerCredential;

/**
 * What the server shows in a handshake: a certificate of the newest authority, also where that was
 * rotated after the server's start, and made anew when half its time is over. Safe for use by
 * several threads.
 */
@Singleton
public final class ServerKey extends X509ExtendedKeyManager {

  private static final String KIND = "EC";
  private static final Duration ANEW = Duration.ofDays(45); // of 90
  private static final int KEPT = 8; // handshakes that have begun end with what they began with

  private final CertificateAuthority authority;
  private final Clock clock;
  private final Map<String, ServerCredential> byName = new ConcurrentHashMap<>();
  private Optional<Present> present = Optional.empty();
  private int made;

  ServerKey(CertificateAuthority authority, Clock clock) {
    this.authority = authority;
    this.clock = clock;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String kind, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return kind.equals(KIND) ? name() : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return kind.equals(KIND) ? name() : null;
  }

  @Override
  public String[] getServerAliases(String kind, Principal @Nullable [] issuers) {
    return kind.equals(KIND) ? new String[] {name()} : new String[0];
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String name) {
    ServerCredential credential = byName.get(name);
    return credential == null ? null : credential.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String name) {
    ServerCredential credential = byName.get(name);
    return credential == null ? null : credential.key();
  }

  @Override
  public String[] getClientAliases(String kind, Principal @Nullable [] issuers) {
    return new String[0]; // headquarters calls nobody
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  /** The name of what is shown now. */
  private synchronized String name() {
    Instant now = clock.instant();
    int generation = authority.generation();
    boolean isGood =
        present
            .filter(it -> it.generation() == generation)
            .filter(it -> Duration.between(it.made(), now).abs().compareTo(ANEW) < 0)
            .isPresent();
    if (!isGood) {
      made++;
      var next = new Present(String.valueOf(made), generation, now);
      byName.put(next.name(), authority.serverCredential());
      byName.remove(String.valueOf(made - KEPT));
      present = Optional.of(next);
    }
    return present.orElseThrow().name();
  }

  private record Present(String name, int generation, Instant made) {}
}
