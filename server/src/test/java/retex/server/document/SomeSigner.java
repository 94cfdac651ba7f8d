package retex.server.document;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A signing key made for one run of the tests. */
public final class SomeSigner {

  public static final Signing.Signer ONE = make();

  private SomeSigner() {}

  public static Signing.Signer make() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      var name = new X500Name("CN=Some signer");
      var certificate =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.TEN,
              new Date(0),
              new Date(4_000_000_000_000L),
              name,
              pair.getPublic());
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
      return new Signing.Signer(
          pair.getPrivate(),
          List.of(new JcaX509CertificateConverter().getCertificate(certificate.build(signer))),
          Security.getProvider("SunRsaSign"));
    } catch (java.security.GeneralSecurityException
        | org.bouncycastle.operator.OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
