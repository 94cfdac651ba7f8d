package retex.agent.sync;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, and what it signs. */
final class Certificates {

  private static final Duration LIFE = Duration.ofDays(90);

  private final KeyPair key = pair();
  private final X509Certificate authority = signed("CN=authority", key.getPublic(), true, LIFE);

  X509Certificate authority() {
    return authority;
  }

  /** A newer authority's name and key, certified by this one. */
  X509Certificate bridge(X509Certificate newer) {
    return signed("CN=authority", newer.getPublicKey(), true, LIFE);
  }

  /** For the server or a laptop. */
  X509Certificate of(String subject, KeyPair holder) {
    return signed(subject, holder.getPublic(), false, LIFE);
  }

  /** The same for so long. */
  X509Certificate of(String subject, PublicKey holder, Duration life) {
    return signed(subject, holder, false, life);
  }

  static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate signed(
      String subject, PublicKey holder, boolean isAuthority, Duration life) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Principal("CN=authority"),
              BigInteger.valueOf(isAuthority ? 1 : 2),
              Date.from(Instant.now().minusSeconds(60)),
              Date.from(Instant.now().plus(life)),
              new X500Principal(subject),
              holder);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, "retex-server")));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
