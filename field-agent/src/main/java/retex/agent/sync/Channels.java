package retex.agent.sync;

import io.grpc.ClientInterceptor;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannel;
import io.grpc.ProxyDetector;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.annotation.Property;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Opens TLS 1.3 channels to the pinned server; through an HTTP proxy ({@code CONNECT}) where the
 * mission's network has no other way out. The proxy sees bytes of TLS, and the server's address.
 */
@Singleton
final class Channels {

  private static final int LARGEST_MESSAGE = 5 << 20; // bytes; the largest frame and a margin

  private static final int WINDOW = 1 << 20; // bytes; fixed, so that no probes cross the link

  private static final String TLS = "TLSv1.3";

  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("sync", true), NioIoHandler.newFactory());

  private static final AtomicBoolean REHEARSED = new AtomicBoolean();

  private final Supplier<String> proxy;
  private final String user;
  private final String password;
  private final Duration keepAlive;

  /**
   * The name and password are those of the proxy, only where it asks for them. {@code keepAlive}:
   * after so long without a word the server is asked for one, 10 s at least, so that no router on
   * the way takes the connection for dead; below the usual 60 s of a satellite's.
   */
  @Inject
  Channels(
      Choices choices,
      @Property(name = "retex.proxy-user", defaultValue = "") String user,
      @Property(name = "retex.proxy-password", defaultValue = "") String password,
      @Property(name = "retex.sync.keep-alive", defaultValue = "PT30S") Duration keepAlive) {
    this(() -> choices.now().proxy(), user, password, keepAlive);
  }

  /** {@code proxy} is {@code host:port} or empty. */
  Channels(Supplier<String> proxy, String user, String password, Duration keepAlive) {
    this.proxy = proxy;
    this.user = user;
    this.password = password;
    this.keepAlive = keepAlive;
  }

  /** Without a client certificate, for enrolment alone. */
  ManagedChannel open(Address address, PinnedServer server) {
    return channel(address, GrpcSslContexts.forClient().trustManager(server));
  }

  /** With this laptop's certificate. */
  ManagedChannel open(HeadquartersRow row, PinnedServer server, ClientInterceptor... interceptors) {
    return channel(
        Address.parse(row.address()),
        GrpcSslContexts.forClient()
            .trustManager(server)
            .keyManager(key(row), certificate(row.certificate())),
        interceptors);
  }

  /** Makes ready what the handshake needs; to be called when the first packet has left. */
  static void rehearse(HeadquartersRow row) {
    if (REHEARSED.getAndSet(true)) {
      return;
    }
    PrivateKey key = key(row);
    X509Certificate own = certificate(row.certificate());
    var anyone = new Rehearsal.Anyone();
    try {
      Rehearsal.start(
          GrpcSslContexts.forClient()
              .trustManager(anyone)
              .keyManager(key, own)
              .protocols(TLS)
              .build(),
          GrpcSslContexts.configure(SslContextBuilder.forServer(key, own))
              .trustManager(anyone)
              .clientAuth(ClientAuth.REQUIRE)
              .protocols(TLS)
              .build());
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrivateKey key(HeadquartersRow row) {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(row.tlsKey()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw SyncRefused.ANSWER_MALFORMED.at("certificate").asException();
    }
  }

  private ProxyDetector through(Address proxy) {
    return target -> {
      var address = new InetSocketAddress(proxy.host(), proxy.port());
      if (address.isUnresolved()) { // the only kind of failure that gRPC hears, and tries again
        throw new UnknownHostException("the proxy's name is not known");
      }
      return HttpConnectProxiedSocketAddress.newBuilder()
          .setTargetAddress((InetSocketAddress) target) // what a name resolver of DNS answers
          .setProxyAddress(address)
          .setUsername(user.isEmpty() ? null : user)
          .setPassword(user.isEmpty() ? null : password)
          .build();
    };
  }

  private static NioSocketChannel socket() {
    var socket = new NioSocketChannel();
    socket.pipeline().addFirst(new EagerStart());
    return socket;
  }

  private ManagedChannel channel(
      Address address, SslContextBuilder tls, ClientInterceptor... interceptors) {
    try {
      var builder = NettyChannelBuilder.forAddress(address.host(), address.port());
      String through = proxy.get();
      if (!through.isEmpty()) {
        builder.proxyDetector(through(Address.parse(through, "proxy")));
      }
      return builder
          .sslContext(tls.protocols(TLS).build())
          .eventLoopGroup(LOOPS)
          .channelFactory(Channels::socket)
          .overrideAuthority("retex-server")
          .userAgent(Version.PROGRAM)
          .intercept(interceptors)
          .maxInboundMessageSize(LARGEST_MESSAGE)
          .flowControlWindow(WINDOW)
          .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
          .keepAliveTimeout(keepAlive.toMillis() * 2 / 3, TimeUnit.MILLISECONDS)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
