package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceKey;
import retex.exchange.SomeSides;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.SyncServiceGrpc;
import retex.server.device.CertificateAuthority;
import retex.server.sync.SomeDoor.Caller;
import retex.server.sync.SomeDoor.Heard;

/** New authorities while the server runs, and laptops that were away meanwhile. */
class NewAuthorityTest {

  @TempDir private Path folder;
  private final Caller laptop = new Caller(DeviceKey.generate(new SecureRandom()));
  private final SomeSides sides = new SomeSides(laptop.key);
  private SomeDoor door;

  @BeforeEach
  void open() {
    door = new SomeDoor(folder);
    door.enrols(laptop, door.token());
    sides.write(1);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void a_laptop_that_was_away_for_three_of_them_is_led_to_the_newest_and_let_in() throws Exception {
    X509Certificate pinned = authority().certificate();
    for (int i = 0; i < 3; i++) {
      rotate();
    }

    List<X509Certificate> chain = chain();
    assertThat(chain.get(1)).isEqualTo(authority().certificate()).isNotEqualTo(pinned);
    assertThat(isLedFrom(pinned, chain)).isTrue();
    assertThat(door.talk(laptop, sides, false, it -> {}).isDone()).isTrue();
    assertThat(door.renews(laptop).getRenewed().getAuthority())
        .isEqualTo(ByteString.copyFrom(chain.get(1).getEncoded()));

    rotate();
    assertThat(isLedFrom(pinned, chain())).as("away for four").isFalse();
    sides.write(1);
    assertThat(door.talk(laptop, sides, false, it -> {}).isDone()).as("renewed before").isTrue();
  }

  @Test
  void over_a_connection_that_stands_a_laptop_is_told_to_pin_the_authority_that_it_heard_there()
      throws Exception {
    X509Certificate heard = authority().certificate();
    ManagedChannel stands = door.channel(Optional.of(laptop));
    door.renews(laptop, stands);
    rotate();

    assertThat(door.renews(laptop, stands).getRenewed().getAuthority())
        .isEqualTo(ByteString.copyFrom(heard.getEncoded()));
    assertThat(chain().get(1)).isNotEqualTo(heard);
  }

  @Test
  void a_token_of_before_and_one_of_after_are_both_good_at_once() throws Exception {
    byte[] before = authority().fingerprint();
    rotate();

    assertThat(authority().fingerprint()).isNotEqualTo(before);
    assertThat(chain()).anyMatch(it -> Arrays.equals(fingerprint(it), before));
    assertThat(chain()).anyMatch(it -> Arrays.equals(fingerprint(it), authority().fingerprint()));
  }

  @Test
  void an_authority_that_has_run_out_is_followed_all_the_same() throws Exception {
    X509Certificate pinned = authority().certificate();
    door.on("2037-03-01");
    rotate();

    List<X509Certificate> chain = chain();
    assertThat(isLedFrom(pinned, chain)).isTrue();
    assertThat(door.renews(laptop).hasRenewed()).isTrue();
    assertThat(door.talk(laptop, sides, false, it -> {}).isDone()).isTrue();
  }

  @Test
  void a_server_that_runs_for_longer_than_its_certificate_shows_a_new_one() throws Exception {
    X509Certificate first = chain().get(0);
    assertThat(chain().get(0)).isEqualTo(first);
    LocalDate later =
        LocalDate.ofInstant(first.getNotAfter().toInstant(), java.time.ZoneOffset.UTC);

    door.on(later.minusDays(30).toString());

    assertThat(chain().get(0).getNotAfter()).isAfter(first.getNotAfter());
  }

  @Test
  void handshakes_that_find_a_new_one_at_once_all_show_it() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 10; i++) {
        rotate();
        var together = new CyclicBarrier(4);
        Callable<X509Certificate> handshake =
            () -> {
              together.await();
              return authority().certificate();
            };
        Set<X509Certificate> shown = new HashSet<>();
        for (var it : threads.invokeAll(Collections.nCopies(4, handshake))) {
          shown.add(it.get());
        }
        assertThat(shown).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void an_earlier_one_that_is_damaged_or_gone_stops_nothing() throws Exception {
    X509Certificate first = authority().certificate();
    rotate();
    X509Certificate second = authority().certificate();
    rotate();
    X509Certificate third = authority().certificate();
    Path keys = folder.resolve("keys");
    Files.write(keys.resolve("authority-2").resolve("authority.key"), new byte[] {1});
    door.close();
    door = new SomeDoor(folder);

    assertThat(authority().trusted()).containsExactly(third, first).doesNotContain(second);

    Files.delete(keys.resolve("authority.crt"));
    Files.delete(keys.resolve("authority.key"));
    Files.delete(keys.resolve("authority-2").resolve("authority.crt"));
    door.close();
    door = new SomeDoor(folder);

    assertThat(authority().trusted()).containsExactly(third);
    assertThat(keys.resolve("authority.crt")).doesNotExist();
  }

  @Test
  void without_the_newest_no_server_starts_and_none_takes_its_place() throws Exception {
    rotate();
    door.close();
    Path newest = folder.resolve("keys").resolve("authority-2");
    byte[] whole = Files.readAllBytes(newest.resolve("authority.key"));
    Files.delete(newest.resolve("authority.key"));

    assertThatThrownBy(() -> new SomeDoor(folder)).hasStackTraceContaining("authority.key");

    Files.write(newest.resolve("authority.key"), whole);
    door = new SomeDoor(folder);
    assertThat(authority().trusted()).hasSize(2);
  }

  @Test
  void one_that_ends_all_earlier_ones_leads_nobody_over_and_lets_in_who_enrols_again()
      throws Exception {
    X509Certificate stolen = authority().certificate();
    rotate();
    door.renews(laptop);
    byte[] token = authority().fingerprint();

    authority().replace();

    assertThat(authority().trusted()).containsExactly(authority().certificate());
    assertThat(chain()).hasSize(2).doesNotContain(stolen);
    assertThat(chain()).noneMatch(it -> Arrays.equals(fingerprint(it), token));
    assertThat(door.renews(laptop).hasRenewed()).isFalse();
    assertThat(door.talk(laptop, sides, false, it -> {}).isDone()).isFalse();
    door.enrols(laptop, door.token());
    assertThat(door.talk(laptop, sides, false, it -> {}).isDone()).isTrue();

    rotate();
    assertThat(authority().trusted()).as("what is ended stays so").hasSize(2);
    assertThat(authority().trusted()).doesNotContain(stolen);
  }

  @Test
  void one_that_is_ended_lets_nobody_speak_over_a_connection_that_stands() {
    ManagedChannel stands = door.channel(Optional.of(laptop));
    assertThat(door.renews(laptop, stands).hasRenewed()).isTrue();

    authority().replace();

    Heard<ExchangeResponse> heard =
        SomeDoor.call(
            SyncServiceGrpc.newStub(stands)::exchange, ExchangeRequest.getDefaultInstance());
    assertThat(heard.await().getDescription()).isEqualTo("CERTIFICATE_MISSING");
    assertThat(door.renews(laptop, stands).hasRenewed()).isFalse();
  }

  private CertificateAuthority authority() {
    return door.server.getBean(CertificateAuthority.class);
  }

  /** On the disk alone, as the command does that runs beside the server. */
  private void rotate() {
    authority().rotate();
  }

  /**
   * As a laptop looks at it: one whose key signed the server's, and which the pinned one signed.
   */
  private static boolean isLedFrom(X509Certificate pinned, List<X509Certificate> chain) {
    return chain.contains(pinned)
        && chain.stream()
            .skip(1)
            .anyMatch(
                it -> isSigned(chain.get(0), it) && (it.equals(pinned) || isSigned(it, pinned)));
  }

  private static boolean isSigned(X509Certificate certificate, X509Certificate by) {
    try {
      certificate.verify(by.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] fingerprint(X509Certificate certificate) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the server shows to a new connection. */
  private List<X509Certificate> chain() throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    try (Socket plain = new Socket("127.0.0.1", door.port());
        SSLSocket socket =
            (SSLSocket)
                context.getSocketFactory().createSocket(plain, "127.0.0.1", door.port(), false)) {
      socket.startHandshake();
      return Arrays.stream(socket.getSession().getPeerCertificates())
          .map(it -> (X509Certificate) it)
          .toList();
    }
  }
}
