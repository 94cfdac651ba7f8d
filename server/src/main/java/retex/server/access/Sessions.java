package retex.server.access;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import retex.contract.Micros;

/** Who is signed in. A token is 32 random bytes; the store holds its hash alone. */
@Singleton
public final class Sessions {

  private static final Duration LIFE = Duration.ofHours(10); // one working day

  private final SessionRows rows;
  private final Accounts accounts;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Sessions(SessionRows rows, Accounts accounts, Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Begins a session and returns its token, which is told once. */
  public String begin(Account account) {
    rows.deleteExpired(Micros.of(clock.instant()));
    String token = token();
    long expires = Micros.of(clock.instant().plus(LIFE));
    rows.save(new SessionRow(hash(token), account.name(), token(), expires));
    return token;
  }

  /** The visitor whose token this is, while the session lasts. */
  public Optional<Visitor> visitor(String token) {
    return rows.findById(hash(token))
        .filter(row -> row.expiresAt() > Micros.of(clock.instant()))
        .flatMap(
            row -> accounts.find(row.account()).map(account -> new Visitor(account, row.csrf())));
  }

  public void end(String token) {
    rows.deleteById(hash(token));
  }

  private String token() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
