package retex.agent.sync;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Opens TLS 1.3 channels to the pinned server. */
final class Channels {

  private static final int LARGEST_MESSAGE = 5 << 20; // bytes; the largest frame and a margin

  private static final int WINDOW = 1 << 20; // bytes; fixed, so that no probes cross the link

  private Channels() {}

  /** Without a client certificate, for enrolment alone. */
  static ManagedChannel open(Address address, PinnedServer server) {
    return channel(address, GrpcSslContexts.forClient().trustManager(server));
  }

  /** With this laptop's certificate. */
  static ManagedChannel open(HeadquartersRow row, PinnedServer server, ExpiryNotice expiry) {
    try {
      var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(row.tlsKey()));
      return channel(
          Address.parse(row.address()),
          GrpcSslContexts.forClient()
              .trustManager(server)
              .keyManager(key, certificate(row.certificate())),
          expiry);
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

  private static ManagedChannel channel(
      Address address, SslContextBuilder tls, ClientInterceptor... interceptors) {
    try {
      return NettyChannelBuilder.forAddress(address.host(), address.port())
          .sslContext(tls.protocols("TLSv1.3").build())
          .overrideAuthority("retex-server")
          .userAgent(Version.PROGRAM)
          .intercept(interceptors)
          .maxInboundMessageSize(LARGEST_MESSAGE)
          .flowControlWindow(WINDOW)
          .keepAliveTime(30, TimeUnit.SECONDS) // below the usual 60 s of a VSAT router's NAT table
          .keepAliveTimeout(20, TimeUnit.SECONDS)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
