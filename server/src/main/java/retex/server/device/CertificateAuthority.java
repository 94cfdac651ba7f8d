package retex.server.device;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import retex.contract.DeviceId;

/**
 * The server's own certificate authority (EC P-256), made at first use and kept under {@code keys/}
 * for its owner alone. Laptops pin it by the fingerprint in their enrolment token, and follow it
 * through the bridge to the next generation when it is {@linkplain #rotate rotated}.
 */
@Singleton
public final class CertificateAuthority {

  /** Name in the server's certificate, whatever address it is reached at. */
  public static final String SERVER_NAME = "retex-server";

  /** How long a laptop's certificate is good: it is renewed long before. */
  static final Duration DEVICE_LIFE = Duration.ofDays(90);

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
  private static final Duration SERVER_LIFE = Duration.ofDays(90);
  private static final Duration SKEW = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final AuthorityFolder folder;
  private final Authority authority;

  CertificateAuthority(@Property(name = "retex.data") String folder, Clock clock) {
    this.clock = clock;
    this.folder = new AuthorityFolder(Path.of(folder, "keys"));
    this.authority = this.folder.newestOr(this::first);
  }

  /** The newest generation's certificate: what laptops pin from now on. */
  public X509Certificate certificate() {
    return authority.certificate();
  }

  /** Certificates of the generations whose laptops are let in: the newest and the one before. */
  public List<X509Certificate> trusted() {
    return authority.trusted();
  }

  /** SHA-256 of the authority's certificate: what a token carries. */
  public byte[] fingerprint() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(authority.certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key and certificate for this process to serve sync with. */
  public ServerCredential serverCredential() {
    KeyPair pair = pair();
    var chain = new ArrayList<X509Certificate>();
    chain.add(
        issue(
            "CN=" + SERVER_NAME,
            pair.getPublic(),
            SERVER_LIFE,
            KeyPurposeId.id_kp_serverAuth,
            SERVER_NAME));
    chain.addAll(authority.chain());
    return new ServerCredential(pair.getPrivate(), chain);
  }

  /**
   * Makes the next generation, which every process that starts from now on uses. Laptops that pin
   * the one before are led over by the bridge and pin the new one at their next renewal. A laptop
   * that missed two rotations must enrol again.
   */
  public X509Certificate rotate() {
    return folder.add(this::after).certificate();
  }

  /** A client certificate for a device's TLS key, good for {@link #DEVICE_LIFE}. */
  X509Certificate issueFor(DeviceId device, PublicKey tlsKey) {
    return issue(
        "CN=" + device.hex(), tlsKey, DEVICE_LIFE, KeyPurposeId.id_kp_clientAuth, device.hex());
  }

  private X509Certificate issue(
      String subject, PublicKey subjectKey, Duration life, KeyPurposeId use, String name) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              authority.certificate(),
              serial(),
              Date.from(clock.instant().minus(SKEW)),
              Date.from(clock.instant().plus(life)),
              new X500Principal(subject),
              subjectKey);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      return sign(builder, authority.key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Authority first() {
    KeyPair pair = pair();
    var name = new X500Principal("CN=Retex authority " + serial().toString(36));
    return new Authority(
        pair.getPrivate(),
        authority(name, name, pair.getPublic(), pair.getPrivate()),
        Optional.empty(),
        Optional.empty());
  }

  private Authority after(Authority before) {
    Authority next = first();
    X509Certificate bridge =
        authority(
            before.certificate().getSubjectX500Principal(),
            next.certificate().getSubjectX500Principal(),
            next.certificate().getPublicKey(),
            before.key());
    return new Authority(
        next.key(), next.certificate(), Optional.of(bridge), Optional.of(before.certificate()));
  }

  private X509Certificate authority(
      X500Principal issuer, X500Principal subject, PublicKey subjectKey, PrivateKey issuerKey) {
    try {
      Instant now = clock.instant();
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              serial(),
              Date.from(now.minus(SKEW)),
              Date.from(now.plus(AUTHORITY_LIFE)),
              subject,
              subjectKey);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return sign(builder, issuerKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private BigInteger serial() {
    return new BigInteger(127, random);
  }

  /** What the server shows to laptops: its own certificate first, then the authority's. */
  public record ServerCredential(PrivateKey key, List<X509Certificate> chain) {

    public ServerCredential {
      chain = List.copyOf(chain);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "ServerCredential[]";
    }
  }
}
