package retex.server.feedback;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import retex.server.document.Signing;

/**
 * The signing key in a PKCS#12 file under {@code keys/}, made at first use for its owner alone: RSA
 * 3072, whose PKCS#1 signatures are the same each time. {@code retex.signing.file} and {@code
 * retex.signing.password} name another file, for instance with a certificate of an authority.
 */
@Singleton
@Requires(property = "retex.signing.store", value = "file", defaultValue = "file")
final class KeyFile implements SigningKeys {

  private static final String ALIAS = "feedback";
  private static final int BITS = 3072; // NIST SP 800-57: good beyond 2030
  private static final Duration LIFE = Duration.ofDays(3_650);

  private final Path file;
  private final String password;
  private final Clock clock;
  private volatile Signing.@org.jspecify.annotations.Nullable Signer signer;

  KeyFile(
      @Property(name = "retex.data") String folder,
      @Property(name = "retex.signing.file", defaultValue = "") String file,
      @Property(name = "retex.signing.password", defaultValue = "") String password,
      Clock clock) {
    this.file = StringUtils.isEmpty(file) ? Path.of(folder, "keys", "signing.p12") : Path.of(file);
    this.password = password;
    this.clock = clock;
  }

  @Override
  public Signing.Signer signer() {
    Signing.Signer known = signer;
    return known == null ? read() : known;
  }

  private synchronized Signing.Signer read() {
    try {
      if (!Files.exists(file)) {
        makeOnce();
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password());
      }
      Signing.Signer read = TokenKeys.signer(store, "", password(), rsa());
      signer = read;
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key", e);
    }
  }

  private static java.security.Provider rsa() {
    return Security.getProvider("SunRsaSign");
  }

  private char[] password() throws IOException {
    return password.isEmpty()
        ? Files.readString(pin(), StandardCharsets.US_ASCII).toCharArray()
        : password.toCharArray();
  }

  private Path pin() {
    return file.resolveSibling("signing.pin");
  }

  private void makeOnce() throws IOException, GeneralSecurityException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling("signing.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(file)) {
        make();
      }
    }
  }

  private void make() throws IOException, GeneralSecurityException {
    var random = new SecureRandom();
    if (password.isEmpty()) {
      byte[] pin = new byte[24];
      random.nextBytes(pin);
      write(pin(), HexFormat.of().formatHex(pin).getBytes(StandardCharsets.US_ASCII));
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS, random);
    KeyPair pair = generator.generateKeyPair();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        ALIAS, pair.getPrivate(), password(), new Certificate[] {certificate(pair, random)});
    var out = new ByteArrayOutputStream();
    store.store(out, password());
    write(file, out.toByteArray());
  }

  private X509Certificate certificate(KeyPair pair, SecureRandom random)
      throws IOException, GeneralSecurityException {
    var name = new X500Name("CN=Retex feedback");
    Instant now = clock.instant();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, random),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(LIFE)),
            name,
            pair.getPublic());
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    PrivateKey key = pair.getPrivate();
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key)));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("signing certificate", e);
    }
  }

  /** For its owner alone, whole or not at all. */
  private static void write(Path file, byte[] bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(next, bytes);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
