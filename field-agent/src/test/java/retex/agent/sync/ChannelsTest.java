package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import retex.proto.enrolment.v1.EnrolRequest;
import retex.proto.enrolment.v1.EnrolResponse;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc;

/** A server that finishes the TLS handshake and then says nothing. */
class ChannelsTest {

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final int HEADERS = 1; // RFC 9113, 6.2
  private static final int PREFACE = 24; // bytes; RFC 9113, 3.4

  private final Certificates certificates = new Certificates();
  private SSLServerSocket server;

  @BeforeEach
  void listen() throws Exception {
    KeyPair key = Certificates.pair();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    X509Certificate[] chain = {certificates.of("CN=server", key), certificates.authority()};
    store.setKeyEntry("server", key.getPrivate(), new char[0], chain);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), null, null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    server.setSSLParameters(parameters);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void a_call_leaves_before_the_server_has_said_anything_about_its_settings() throws Exception {
    CompletableFuture<Boolean> heard = CompletableFuture.supplyAsync(this::hearsACall);

    ManagedChannel channel =
        call(new Channels(() -> "", "", "", KEEP_ALIVE), "127.0.0.1", server.getLocalPort());

    assertThat(heard.get(30, TimeUnit.SECONDS)).isTrue();
    channel.shutdownNow();
  }

  @Test
  void through_a_proxy_the_server_is_named_to_it_and_speaks_tls_with_us() throws Exception {
    CompletableFuture<Boolean> heard = CompletableFuture.supplyAsync(this::hearsACall);
    try (var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(() -> connect(proxy, server.getLocalPort()));

      ManagedChannel channel =
          call(
              new Channels(() -> "127.0.0.1:" + proxy.getLocalPort(), "ana", "p", KEEP_ALIVE),
              "hq.invalid",
              8481);

      assertThat(asked.get(30, TimeUnit.SECONDS))
          .startsWith("CONNECT hq.invalid:8481 HTTP/1.1")
          .containsIgnoringCase("proxy-authorization: Basic YW5hOnA="); // ana:p
      assertThat(heard.get(30, TimeUnit.SECONDS)).isTrue();
      channel.shutdownNow();
    }
  }

  @Test
  void a_proxy_whose_name_is_not_known_is_a_line_that_is_down_and_the_next_one_may_stand()
      throws Exception {
    try (var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var said = new AtomicReference<>("no-such.invalid:8080");
      var channels = new Channels(said::get, "", "", KEEP_ALIVE);

      ManagedChannel unknown = open(channels, "hq.invalid", 8481);
      assertThat(fault(unknown)).isEqualTo(Status.Code.UNAVAILABLE);
      unknown.shutdownNow();

      said.set("127.0.0.1:" + proxy.getLocalPort());
      CompletableFuture<Boolean> heard = CompletableFuture.supplyAsync(this::hearsACall);
      CompletableFuture.runAsync(() -> connect(proxy, server.getLocalPort()));
      ManagedChannel known = call(channels, "hq.invalid", 8481);
      assertThat(heard.get(30, TimeUnit.SECONDS)).isTrue();
      known.shutdownNow();
    }
  }

  private static Status.Code fault(ManagedChannel channel) {
    try {
      EnrolmentServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .enrol(EnrolRequest.getDefaultInstance());
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private ManagedChannel open(Channels channels, String host, int port) {
    var pinned = new PinnedServer(PinnedServer.fingerprint(certificates.authority()));
    return channels.open(new Address(host, port), pinned);
  }

  private ManagedChannel call(Channels channels, String host, int port) {
    ManagedChannel channel = open(channels, host, port);
    EnrolmentServiceGrpc.newStub(channel).enrol(EnrolRequest.getDefaultInstance(), new Nobody());
    return channel;
  }

  /** Whether the beginning of a call comes; the server itself sends no byte of HTTP/2. */
  private boolean hearsACall() {
    try (var socket = (SSLSocket) server.accept()) {
      InputStream in = socket.getInputStream();
      in.readNBytes(PREFACE);
      while (true) {
        byte[] head = in.readNBytes(9);
        if (head.length < 9) {
          return false;
        }
        if (head[3] == HEADERS) {
          return true;
        }
        in.readNBytes((head[0] & 255) << 16 | (head[1] & 255) << 8 | head[2] & 255);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** One connection of an HTTP proxy that leads to {@code port} whatever it is asked for. */
  private static String connect(ServerSocket proxy, int port) {
    try {
      Socket laptop = proxy.accept();
      var asked = new StringBuilder();
      while (asked.indexOf("\r\n\r\n") < 0) {
        asked.append((char) laptop.getInputStream().read());
      }
      var beyond = new Socket(InetAddress.getLoopbackAddress(), port);
      laptop.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      CompletableFuture.runAsync(() -> pour(laptop, beyond));
      CompletableFuture.runAsync(() -> pour(beyond, laptop));
      return asked.toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void pour(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one of them has gone
    }
  }

  /** Hears nothing. */
  private static final class Nobody implements StreamObserver<EnrolResponse> {
    @Override
    public void onNext(EnrolResponse response) {}

    @Override
    public void onError(Throwable cut) {}

    @Override
    public void onCompleted() {}
  }
}
