package retex.server.ingest;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import retex.contract.DeviceKey;
import retex.server.device.Enrolment;

/** Laptops that headquarters knows. */
public final class SomeDevices {

  private SomeDevices() {}

  public static void enrol(ApplicationContext server, DeviceKey device) {
    enrol(server, device, server.getBean(Enrolment.class).issueToken("test"));
  }

  /** Shows a token, which may be one that it has shown before. */
  public static void enrol(ApplicationContext server, DeviceKey device, String issued) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var tls = generator.generateKeyPair();
      byte[] request =
          new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=test"), tls.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(tls.getPrivate()))
              .getEncoded();
      Enrolment enrolment = server.getBean(Enrolment.class);
      byte[] token = Base64.getUrlDecoder().decode(issued);
      byte[] secret = Arrays.copyOf(token, 32);
      byte[] domain = "retex.enrol.v1".getBytes(StandardCharsets.US_ASCII);
      byte[] signed = new byte[domain.length + secret.length + request.length];
      System.arraycopy(domain, 0, signed, 0, domain.length);
      System.arraycopy(secret, 0, signed, domain.length, secret.length);
      System.arraycopy(request, 0, signed, domain.length + secret.length, request.length);
      enrolment.enrol(secret, device.publicKey(), request, device.sign(signed), "test");
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
