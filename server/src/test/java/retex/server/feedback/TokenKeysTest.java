package retex.server.feedback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.document.Content;
import retex.server.document.Edition;
import retex.server.document.Proof;
import retex.server.document.Signing;
import retex.server.document.SomeContent;
import retex.server.document.Typesetter;
import retex.server.web.Words;

/** Against SoftHSM, a token in software, where it is installed; CI installs it. */
class TokenKeysTest {

  private static final String PIN = "4821";
  private static final Edition EDITION =
      new Edition(
          LocalDate.of(2026, 11, 25),
          "R7K2-M9QD",
          "fedcba98765432100123456789abcdef".getBytes(US_ASCII));
  private static final Content CONTENT = SomeContent.in("en");

  private static Path library = Path.of("none");

  @TempDir Path folder;

  @BeforeAll
  static void a_token_with_keys() throws Exception {
    library =
        Stream.of("/usr/lib/softhsm", "/usr/lib64/softhsm", "/usr/local/lib/softhsm")
            .map(it -> Path.of(it, "libsofthsm2.so"))
            .filter(Files::exists)
            .findFirst()
            .orElse(library);
    String file = System.getenv("SOFTHSM2_CONF");
    assumeTrue(
        Files.exists(library) && file != null, "SoftHSM is not installed (Debian: softhsm2)");
    Path configuration = Path.of(file);
    Path tokens = configuration.resolveSibling("tokens-" + ProcessHandle.current().pid());
    Files.createDirectories(tokens);
    Files.writeString(
        configuration,
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    Process made =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "retex",
                "--pin",
                PIN,
                "--so-pin",
                "73919")
            .redirectErrorStream(true)
            .start();
    made.getInputStream().readAllBytes();
    assumeTrue(made.waitFor() == 0, "no token could be made with SoftHSM");
    Provider token =
        Security.getProvider("SunPKCS11")
            .configure("--name=making\nlibrary=" + library + "\nslotListIndex=0\n");
    KeyStore store = KeyStore.getInstance("PKCS11", token);
    store.load(null, PIN.toCharArray());
    put(store, "feedback", "RSA", 2048, "SHA256withRSA");
    put(store, "curve", "EC", 256, "SHA256withECDSA");
    KeyPair another = pair("RSA", 2048);
    KeyPair certified = pair("RSA", 2048);
    put(store, "borrowed", another, certificate("borrowed", certified, "SHA256withRSA"));
    logout(token);
  }

  @Test
  void a_file_that_the_token_signed_is_sound_and_the_same_each_time() throws Exception {
    Signing.Signer signer = keys("feedback", PIN).signer();

    byte[] first = signed(signer);

    assertThat(Proof.of(first, CONTENT, EDITION, signer.chain().get(0)).faults()).isEmpty();
    assertThat(signed(signer)).isEqualTo(first);
    assertThat(signer.key().getEncoded()).as("the key does not leave the token").isNull();
  }

  @Test
  void an_elliptic_key_signs_soundly_and_differently_each_time() throws Exception {
    Signing.Signer signer = keys("curve", PIN).signer();

    byte[] first = signed(signer);

    assertThat(Proof.of(first, CONTENT, EDITION, signer.chain().get(0)).faults()).isEmpty();
    assertThat(signed(signer)).isNotEqualTo(first);
  }

  @Test
  void a_wrong_pin_is_refused_with_what_the_token_said() throws Exception {
    logout(keys("feedback", PIN).signer().provider());

    refused(
        FeedbackRefusal.SIGNING_PIN_WRONG,
        "CKR_PIN_INCORRECT",
        () -> keys("feedback", "9999").signer());
  }

  @Test
  void an_empty_pin_file_is_refused_by_its_name() {
    refused(
        FeedbackRefusal.SIGNING_PIN_ABSENT,
        folder.resolve("pin").toString(),
        () -> keys("feedback", "\n").signer());
  }

  @Test
  void a_key_that_is_not_there_is_refused_by_its_name() {
    refused(FeedbackRefusal.SIGNING_KEY_ABSENT, "another", () -> keys("another", PIN).signer());
  }

  @Test
  void a_key_with_the_certificate_of_another_is_refused_by_its_algorithm() {
    refused(
        FeedbackRefusal.SIGNING_KEY_UNFIT, "SHA256withRSA", () -> keys("borrowed", PIN).signer());
  }

  @Test
  void one_of_several_keys_must_be_named() {
    refused(FeedbackRefusal.SIGNING_KEY_ABSENT, "", () -> keys("", PIN).signer());
  }

  @Test
  void an_empty_slot_is_refused_by_its_number() {
    refused(
        FeedbackRefusal.TOKEN_ABSENT,
        "99",
        () -> new TokenKeys(library.toString(), "99", "feedback", pin(PIN)).signer());
  }

  @Test
  void what_is_no_library_is_refused_by_its_place() throws IOException {
    String text = Files.writeString(folder.resolve("text.so"), "no library").toString();

    refused(
        FeedbackRefusal.TOKEN_LIBRARY_UNREADABLE,
        text,
        () -> new TokenKeys(text, "", "feedback", pin(PIN)).signer());
  }

  @Test
  void what_was_refused_is_not_tried_again() throws Exception {
    TokenKeys keys = keys("another", PIN);
    Throwable first = catchThrowable(keys::signer);

    assertThat(catchThrowable(keys::signer)).isNotNull().isSameAs(first);
  }

  @Test
  void headquarters_does_not_serve_without_its_token_and_other_commands_need_none()
      throws IOException {
    Map<String, Object> absent =
        Map.of(
            "retex.signing.store", "pkcs11",
            "retex.signing.library", "/nowhere/token.so",
            "retex.signing.pin-file", pin(PIN));

    try (ApplicationContext command = started(absent)) {
      refused(
          FeedbackRefusal.TOKEN_LIBRARY_UNREADABLE,
          "/nowhere/token.so",
          () -> command.getBean(SigningStore.class).check());
    }
    refused(
        FeedbackRefusal.SIGNING_STORE_UNKNOWN,
        "retex.signing.store",
        () -> started(Map.of("retex.signing.store", "smartcard")));
  }

  @Test
  void a_server_with_its_token_signs_with_it() throws Exception {
    Map<String, Object> token =
        Map.of(
            "retex.signing.store",
            "pkcs11",
            "retex.signing.library",
            library.toString(),
            "retex.signing.alias",
            "feedback",
            "retex.signing.pin-file",
            pin(PIN));

    try (ApplicationContext server = started(token)) {
      server.getBean(SigningStore.class).check();
      assertThat(server.getBean(SigningKeys.class)).isInstanceOf(TokenKeys.class);
      assertThat(folder.resolve("keys/signing.p12")).doesNotExist();
    }
  }

  private TokenKeys keys(String alias, String pin) throws IOException {
    return new TokenKeys(library.toString(), "", alias, pin(pin));
  }

  private String pin(String pin) throws IOException {
    return Files.writeString(folder.resolve("pin"), pin + "\n").toString();
  }

  private ApplicationContext started(Map<String, Object> signing) {
    var properties = new HashMap<String, Object>(signing);
    properties.put("retex.data", folder.toString());
    properties.put("grpc.server.port", "0");
    properties.put("micronaut.server.port", "-1");
    return ApplicationContext.builder().properties(properties).start();
  }

  private static byte[] signed(Signing.Signer signer) {
    return Signing.signed(Typesetter.pdf(CONTENT, EDITION), EDITION, signer);
  }

  private static void refused(
      RefusalCode code, String where, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable at = catchThrowable(call);
    while (at != null && !(at instanceof RefusedException)) {
      at = at.getCause();
    }
    assertThat(at).isInstanceOf(RefusedException.class);
    var refusal = ((RefusedException) at).refusal();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.where()).isEqualTo(where);
    for (String language : Words.LANGUAGES) {
      assertThat(Words.in(language).say(refusal)).contains(where).doesNotContain(PIN);
    }
  }

  /** A login holds for the whole process: without this, no PIN would be asked for again. */
  private static void logout(Provider token) throws LoginException {
    ((AuthProvider) token).logout();
  }

  private static void put(KeyStore store, String alias, String kind, int bits, String algorithm)
      throws Exception {
    KeyPair pair = pair(kind, bits);
    put(store, alias, pair, certificate(alias, pair, algorithm));
  }

  private static void put(KeyStore store, String alias, KeyPair pair, X509Certificate certificate)
      throws Exception {
    store.setKeyEntry(alias, pair.getPrivate(), null, new X509Certificate[] {certificate});
  }

  private static KeyPair pair(String kind, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(String alias, KeyPair pair, String algorithm)
      throws Exception {
    var name = new X500Name("CN=" + alias);
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.TEN,
            new Date(0),
            new Date(4_000_000_000_000L),
            name,
            pair.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
  }
}
