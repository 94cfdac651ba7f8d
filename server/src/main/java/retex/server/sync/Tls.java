package retex.server.sync;

import io.grpc.ServerBuilder;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import retex.server.device.CertificateAuthority;
import retex.server.device.ServerKey;

/**
 * TLS 1.3 for laptops, with the server's own authority on both sides. A client certificate is
 * optional here, because enrolment has none yet, and may have run out; {@link Peers} asks for a
 * good one everywhere but at enrolment and renewal.
 */
@Singleton
final class Tls implements BeanCreatedEventListener<ServerBuilder<?>> {

  private static final int LARGEST_MESSAGE =
      5 << 20; // bytes; the largest frame allowed and a margin

  private static final int WINDOW = 1 << 20; // bytes; fixed, so that no probes cross the link

  // so that a laptop that is gone is not listed as there; one that is there asks first, each 30 s
  private static final long ASKS_AFTER = 90; // seconds without a word
  private static final long WAITS_FOR_ANSWER = 60; // seconds

  private final CertificateAuthority authority;
  private final ServerKey key;

  Tls(CertificateAuthority authority, ServerKey key) {
    this.authority = authority;
    this.key = key;
  }

  @Override
  public ServerBuilder<?> onCreated(BeanCreatedEvent<ServerBuilder<?>> event) {
    var builder = (NettyServerBuilder) event.getBean();
    try {
      return builder
          .maxInboundMessageSize(LARGEST_MESSAGE)
          .flowControlWindow(WINDOW)
          .keepAliveTime(ASKS_AFTER, TimeUnit.SECONDS)
          .keepAliveTimeout(WAITS_FOR_ANSWER, TimeUnit.SECONDS)
          .permitKeepAliveTime(9, TimeUnit.SECONDS) // a laptop's shortest is 10 s
          .permitKeepAliveWithoutCalls(true)
          .sslContext(
              GrpcSslContexts.configure(SslContextBuilder.forServer(key))
                  .trustManager(new LaptopCertificates(authority::trusted))
                  .clientAuth(ClientAuth.OPTIONAL)
                  .protocols("TLSv1.3")
                  .build());
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
