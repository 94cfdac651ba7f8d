package retex.server.device;

import static retex.server.device.DeviceRefusal.DEVICE_REVOKED;
import static retex.server.device.DeviceRefusal.REQUEST_MALFORMED;
import static retex.server.device.DeviceRefusal.REQUEST_SIGNATURE_WRONG;
import static retex.server.device.DeviceRefusal.TOKEN_INVALID;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.Micros;
import retex.server.audit.Audit;

/**
 * Turns a one-time token into a client certificate. A token is spent by the first device that shows
 * it; the same device may show it again, so that a lost answer does no harm. Only hashes of secrets
 * are kept.
 */
@Singleton
public final class Enrolment {

  private static final int SIX_BITS = 0x3f; // of one letter of base64url
  private static final int HYPHEN = 62; // the letter that is written -
  private static final Duration TOKEN_LIFE = Duration.ofDays(7);
  private static final byte[] DOMAIN = "retex.enrol.v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RENEWAL = "retex.renew.v1".getBytes(StandardCharsets.US_ASCII);

  private final TokenRows tokens;
  private final DeviceRows devices;
  private final Devices enrolled;
  private final DeviceScopes scopes;
  private final CertificateAuthority authority;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Enrolment(
      TokenRows tokens,
      DeviceRows devices,
      Devices enrolled,
      DeviceScopes scopes,
      CertificateAuthority authority,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.tokens = tokens;
    this.devices = devices;
    this.enrolled = enrolled;
    this.scopes = scopes;
    this.authority = authority;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A new token, good for seven days: a secret and the authority's fingerprint, told once. */
  public String issueToken(String actor) {
    return issueToken(actor, hash -> Map.of());
  }

  /** The same for a laptop of a mission. */
  public String issueToken(String actor, DeviceScope scope) {
    return issueToken(
        actor,
        hash -> {
          scopes.keepFor(hash, scope);
          return DeviceScopes.facts(scope);
        });
  }

  private String issueToken(String actor, Function<String, Map<String, String>> kept) {
    byte[] secret = new byte[32];
    do {
      random.nextBytes(secret);
    } while ((secret[0] >> 2 & SIX_BITS) == HYPHEN); // a command would take it for an option
    byte[] token = new byte[64];
    System.arraycopy(secret, 0, token, 0, 32);
    System.arraycopy(authority.fingerprint(), 0, token, 32, 32);
    transactions.executeWrite(
        status -> {
          long expires = Micros.of(clock.instant().plus(TOKEN_LIFE));
          tokens.save(new TokenRow(hash(secret), expires, ""));
          Map<String, String> facts = kept.apply(hash(secret));
          audit.write(actor, "device.token-issued", hash(secret).substring(0, 16), facts);
          return token;
        });
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The certificate for a request whose two signatures fit and whose token is good. */
  public X509Certificate enrol(
      byte[] secret, byte[] logKey, byte[] certificateRequest, byte[] logSignature, String name) {
    PublicKey tlsKey = tlsKey(certificateRequest);
    if (!DeviceKey.verifies(logKey, concat(DOMAIN, secret, certificateRequest), logSignature)) {
      throw REQUEST_SIGNATURE_WRONG.at("log key").asException();
    }
    DeviceId device = DeviceId.ofPublicKey(logKey);
    transactions.executeWrite(
        status -> {
          spend(secret, device);
          Optional<DeviceRow> known = devices.findById(device.hex());
          if (known.filter(DeviceRow::revoked).isPresent()) {
            throw DEVICE_REVOKED.at("device").asException();
          }
          if (known.isEmpty()) {
            long now = Micros.of(clock.instant());
            devices.save(new DeviceRow(device.hex(), name, logKey, false, now, 0, 0, "", 0));
          }
          scopes.inherit(hash(secret), device);
          audit.write("device:" + device.hex(), "device.enrolled", device.hex(), Map.of());
          return device;
        });
    return certificate(device, tlsKey);
  }

  /**
   * A new certificate for an enrolled device, whose request its log key has signed. The present
   * certificate may have run out; a revoked device gets none.
   */
  public X509Certificate renew(DeviceId device, byte[] certificateRequest, byte[] logSignature) {
    PublicKey tlsKey = tlsKey(certificateRequest);
    byte[] logKey = enrolled.publicKey(device);
    if (!DeviceKey.verifies(logKey, concat(RENEWAL, certificateRequest), logSignature)) {
      throw REQUEST_SIGNATURE_WRONG.at("log key").asException();
    }
    audit.write("device:" + device.hex(), "device.renewed", device.hex(), Map.of());
    return certificate(device, tlsKey);
  }

  /** Makes the next authority; a server that runs uses it from its next connection on. */
  void rotateAuthority(String actor) {
    X509Certificate next = authority.rotate();
    audit.write(actor, "authority.rotated", next.getSerialNumber().toString(16), Map.of());
  }

  /** The same, and ends all earlier ones at once. */
  void replaceAuthority(String actor) {
    X509Certificate next = authority.replace();
    tokens.expire(Micros.of(clock.instant()) - 1); // each names an authority that is ended
    audit.write(actor, "authority.replaced", next.getSerialNumber().toString(16), Map.of());
  }

  private X509Certificate certificate(DeviceId device, PublicKey tlsKey) {
    X509Certificate issued = authority.issueFor(device, tlsKey);
    devices.certify(device.hex(), Micros.of(issued.getNotAfter().toInstant()));
    return issued;
  }

  private void spend(byte[] secret, DeviceId device) {
    TokenRow token =
        tokens.findById(hash(secret)).orElseThrow(() -> TOKEN_INVALID.at("token").asException());
    boolean isOurs = token.device().isEmpty() || token.device().equals(device.hex());
    if (!isOurs || token.expiresAt() < Micros.of(clock.instant())) {
      throw TOKEN_INVALID.at("token").asException();
    }
    tokens.update(new TokenRow(token.secretHash(), token.expiresAt(), device.hex()));
  }

  /** The key of a certificate request that it has signed. */
  static PublicKey tlsKey(byte[] request) {
    try {
      var parsed = new JcaPKCS10CertificationRequest(request);
      PublicKey key = parsed.getPublicKey();
      boolean signed = parsed.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
      if (!signed) {
        throw REQUEST_SIGNATURE_WRONG.at("TLS key").asException();
      }
      return key;
    } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw REQUEST_MALFORMED.at("certificate request").asException();
    }
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String hash(byte[] secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
