package retex.agent.sync;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.util.concurrent.TimeUnit;
import retex.contract.DeviceKey;
import retex.contract.LogId;
import retex.exchange.Headquarters;
import retex.exchange.SomeSides;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HandOverServiceGrpc;
import retex.proto.sync.v1.SyncServiceGrpc;

/**
 * Headquarters' side of the conversation over real gRPC and TLS, with its store in memory. To be
 * closed.
 */
final class SomeHeadquarters implements AutoCloseable {

  private final Certificates certificates = new Certificates();
  private final DeviceKey device;
  private final SomeSides sides;
  private final Server server;

  SomeHeadquarters(DeviceKey device) {
    this(device, new HandOverServiceGrpc.HandOverServiceImplBase() {});
  }

  SomeHeadquarters(DeviceKey device, HandOverServiceGrpc.HandOverServiceImplBase handOver) {
    this.device = device;
    this.sides = new SomeSides(device);
    KeyPair key = Certificates.pair();
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .permitKeepAliveTime(9, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .sslContext(
                  GrpcSslContexts.configure(
                          SslContextBuilder.forServer(
                              key.getPrivate(),
                              certificates.of("CN=server", key),
                              certificates.authority()))
                      .trustManager(InsecureTrustManagerFactory.INSTANCE)
                      .clientAuth(ClientAuth.OPTIONAL)
                      .protocols("TLSv1.3")
                      .build())
              .addService(new Door())
              .addService(handOver)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** Entries that it holds. */
  long holds() {
    synchronized (sides) {
      return sides.headquarters().tip(new LogId(device.device(), 1)).number();
    }
  }

  /** What a laptop keeps that is enrolled here and calls through {@code port}. */
  HeadquartersRow row(int port) {
    KeyPair tls = Certificates.pair();
    try {
      return new HeadquartersRow(
          1,
          "127.0.0.1:" + port,
          certificates.authority().getEncoded(),
          certificates.of("CN=laptop", tls).getEncoded(),
          tls.getPrivate().getEncoded(),
          0,
          new byte[0],
          0,
          new byte[32]);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Door extends SyncServiceGrpc.SyncServiceImplBase {

    @Override
    public StreamObserver<ExchangeRequest> exchange(StreamObserver<ExchangeResponse> laptop) {
      var headquarters =
          new Headquarters(
              device.device(),
              sides.headquarters(),
              sides.outbox(),
              laptop::onNext,
              laptop::onCompleted);
      return new StreamObserver<>() {
        @Override
        public void onNext(ExchangeRequest request) {
          synchronized (sides) {
            headquarters.heard(request);
          }
        }

        @Override
        public void onError(Throwable cut) {
          headquarters.close();
        }

        @Override
        public void onCompleted() {
          headquarters.close();
          laptop.onCompleted();
        }
      };
    }
  }
}
