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
 * through bridges to later generations when it is {@linkplain #rotate rotated}. Safe for use by
 * several threads and processes.
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

  /** Generations before the newest from which laptops are led over: each costs 0.9 KB a call. */
  private static final int EARLIER = 3;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final AuthorityFolder folder;
  private volatile Generations generations;

  CertificateAuthority(@Property(name = "retex.data") String folder, Clock clock) {
    this.clock = clock;
    this.folder = new AuthorityFolder(Path.of(folder, "keys"));
    this.generations = load();
  }

  /** The newest generation's certificate: what laptops pin from now on. */
  public X509Certificate certificate() {
    return newest().certificate();
  }

  /**
   * Certificates of the generations whose laptops are let in: the newest and up to three before.
   */
  public List<X509Certificate> trusted() {
    return generations().all().stream().map(Authority::certificate).toList();
  }

  /** The number of the newest generation, which grows when the authority is rotated. */
  int generation() {
    return generations().number();
  }

  /** SHA-256 of the authority's certificate: what a token carries. */
  public byte[] fingerprint() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A key and certificate for this process to serve sync with, good for 90 days; behind it what
   * leads each laptop that is let in from the authority that it pins to the newest one.
   */
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
    chain.addAll(generations().chain());
    return new ServerCredential(pair.getPrivate(), chain);
  }

  /**
   * Makes the next generation, which every process of this server uses from then on. Laptops that
   * pin one of the three before are led over by a bridge and pin the new one at their next renewal.
   * A laptop that missed more must enrol again.
   */
  public X509Certificate rotate() {
    return folder.add(this::after).certificate();
  }

  /**
   * The same, and ends all earlier ones at once: for whoever has a key that was stolen. No laptop
   * is led over, and none is let in that has a certificate of theirs: each must enrol again.
   */
  public X509Certificate replace() {
    return folder.add(before -> first()).certificate();
  }

  /** A client certificate for a device's TLS key, good for {@link #DEVICE_LIFE}. */
  X509Certificate issueFor(DeviceId device, PublicKey tlsKey) {
    return issue(
        "CN=" + device.hex(), tlsKey, DEVICE_LIFE, KeyPurposeId.id_kp_clientAuth, device.hex());
  }

  private X509Certificate issue(
      String subject, PublicKey subjectKey, Duration life, KeyPurposeId use, String name) {
    Authority issuer = newest();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer.certificate(),
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
      return sign(builder, issuer.key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As they are on disk by now: another process may have rotated. */
  private Generations generations() {
    Generations known = generations;
    return folder.generation() == known.number() ? known : readAgain();
  }

  /** Once, however many handshakes find that there is a newer one. */
  private synchronized Generations readAgain() {
    if (folder.generation() != generations.number()) {
      generations = load();
    }
    return generations;
  }

  private Authority newest() {
    return generations().all().get(0);
  }

  private Generations load() {
    int number = folder.generation(); // before: one that is made meanwhile is seen the next time
    List<Authority> all = folder.newestOr(this::first, 1 + EARLIER);
    Authority newest = all.get(0);
    var chain = new ArrayList<X509Certificate>();
    chain.add(newest.certificate());
    for (Authority earlier : all.subList(1, all.size())) {
      chain.add(bridge(earlier, newest.certificate()));
      chain.add(earlier.certificate());
    }
    return new Generations(number, all, chain);
  }

  /** A newer authority's name and key, certified by an earlier one. */
  private X509Certificate bridge(Authority earlier, X509Certificate newer) {
    return authority(
        earlier.certificate().getSubjectX500Principal(),
        newer.getSubjectX500Principal(),
        newer.getPublicKey(),
        earlier.key());
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
    return new Authority(
        next.key(),
        next.certificate(),
        Optional.of(bridge(before, next.certificate())),
        Optional.of(before.certificate()));
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

  /**
   * The newest generations, the newest first, and what is shown behind the server's certificate.
   */
  private record Generations(int number, List<Authority> all, List<X509Certificate> chain) {

    Generations {
      all = List.copyOf(all);
      chain = List.copyOf(chain);
    }

    /** Without keys. */
    @Override
    public String toString() {
      return "Generations[" + number + "]";
    }
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
