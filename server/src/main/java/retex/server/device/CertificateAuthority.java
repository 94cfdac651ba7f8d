package retex.server.device;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
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
 * for its owner alone. Laptops pin it by the fingerprint in their enrolment token.
 */
@Singleton
public final class CertificateAuthority {

  /** Name in the server's certificate, whatever address it is reached at. */
  public static final String SERVER_NAME = "retex-server";

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
  private static final Duration SERVER_LIFE = Duration.ofDays(90);
  private static final Duration DEVICE_LIFE = Duration.ofDays(90);
  private static final Duration SKEW = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final PrivateKey key;
  private final X509Certificate certificate;

  CertificateAuthority(@Property(name = "retex.data") String folder, Clock clock) {
    this.clock = clock;
    Path keys = Path.of(folder, "keys");
    try {
      Files.createDirectories(keys);
      try (FileChannel channel =
              FileChannel.open(
                  keys.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(keys.resolve("authority.crt"))) {
          make(keys);
        }
      }
      key =
          KeyFactory.getInstance("EC")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Files.readAllBytes(keys.resolve("authority.key"))));
      certificate = parse(Files.readAllBytes(keys.resolve("authority.crt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** SHA-256 of the authority's certificate: what a token carries. */
  public byte[] fingerprint() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key and certificate for this process to serve sync with. */
  public ServerCredential serverCredential() {
    KeyPair pair = pair();
    return new ServerCredential(
        pair.getPrivate(),
        issue(
            "CN=" + SERVER_NAME,
            pair.getPublic(),
            SERVER_LIFE,
            KeyPurposeId.id_kp_serverAuth,
            SERVER_NAME));
  }

  /** A client certificate for a device's TLS key, good for 90 days. */
  X509Certificate issueFor(DeviceId device, PublicKey tlsKey) {
    return issue(
        "CN=" + device.hex(), tlsKey, DEVICE_LIFE, KeyPurposeId.id_kp_clientAuth, device.hex());
  }

  private X509Certificate issue(
      String subject, PublicKey subjectKey, Duration life, KeyPurposeId use, String name) {
    try {
      Instant now = clock.instant();
      var builder =
          new JcaX509v3CertificateBuilder(
              certificate,
              serial(),
              Date.from(now.minus(SKEW)),
              Date.from(now.plus(life)),
              new javax.security.auth.x500.X500Principal(subject),
              subjectKey);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      return sign(builder, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(Path keys) throws IOException, GeneralSecurityException {
    KeyPair pair = pair();
    var name = new X500Name("CN=Retex authority " + serial().toString(36));
    Instant now = clock.instant();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            serial(),
            Date.from(now.minus(SKEW)),
            Date.from(now.plus(AUTHORITY_LIFE)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    write(keys.resolve("authority.key"), pair.getPrivate().getEncoded());
    write(keys.resolve("authority.crt"), sign(builder, pair.getPrivate()).getEncoded());
  }

  /**
   * Written for the owner alone, whole or not at all; the certificate last, for it is looked for.
   */
  private static void write(Path file, byte[] bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, bytes);
    var owner = next.toFile();
    boolean kept =
        owner.setReadable(false, false)
            && owner.setWritable(false, false)
            && owner.setReadable(true, true)
            && owner.setWritable(true, true);
    if (!kept) {
      throw new IOException("cannot keep " + file.getFileName() + " for its owner alone");
    }
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate parse(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new java.io.ByteArrayInputStream(der));
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

  /** What the server shows to laptops. */
  public record ServerCredential(PrivateKey key, X509Certificate certificate) {

    /** Without the key. */
    @Override
    public String toString() {
      return "ServerCredential[]";
    }
  }
}
