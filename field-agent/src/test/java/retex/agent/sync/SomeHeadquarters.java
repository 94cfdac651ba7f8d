package retex.agent.sync;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
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
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import retex.contract.DeviceKey;
import retex.contract.LogId;
import retex.exchange.Headquarters;
import retex.exchange.SomeSides;
import retex.proto.enrolment.v1.EnrolRequest;
import retex.proto.enrolment.v1.EnrolResponse;
import retex.proto.enrolment.v1.Enrolled;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc;
import retex.proto.enrolment.v1.RenewRequest;
import retex.proto.enrolment.v1.RenewResponse;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HandOverServiceGrpc;
import retex.proto.sync.v1.SyncRefusal;
import retex.proto.sync.v1.SyncServiceGrpc;

/**
 * Headquarters' side of the conversation over real gRPC and TLS, with its store in memory. To be
 * closed.
 */
final class SomeHeadquarters implements AutoCloseable {

  private final Certificates before = new Certificates();
  private final Certificates certificates = new Certificates();
  private final DeviceKey device;
  private final SomeSides sides;
  private final Server server;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicLong bytesHeard = new AtomicLong();
  private volatile Predicate<ExchangeRequest> expiring = it -> false;
  private volatile CountDownLatch renewing = new CountDownLatch(0);
  private volatile Function<ExchangeRequest, Optional<SyncRefusal>> refusing =
      it -> Optional.empty();

  SomeHeadquarters(DeviceKey device) {
    this(device, new HandOverServiceGrpc.HandOverServiceImplBase() {});
  }

  SomeHeadquarters(DeviceKey device, HandOverServiceGrpc.HandOverServiceImplBase handOver) {
    this.device = device;
    this.sides = new SomeSides(device);
    var enrolment = new Renewing();
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
                              certificates.authority(),
                              before.bridge(certificates.authority()),
                              before.authority()))
                      .trustManager(InsecureTrustManagerFactory.INSTANCE)
                      .clientAuth(ClientAuth.OPTIONAL)
                      .protocols("TLSv1.3")
                      .build())
              .addService(new Door())
              .addService(handOver)
              .addService(new AttachmentServiceGrpc.AttachmentServiceImplBase() {})
              .addService(enrolment)
              .intercept(
                  new ServerInterceptor() {
                    @Override
                    public <Q, R> ServerCall.Listener<Q> interceptCall(
                        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                      calls.add(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
                      return new Counting<>(next.startCall(call, headers), bytesHeard);
                    }
                  })
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** Names of the methods that were called. */
  List<String> calls() {
    return calls;
  }

  /** Which messages it stops the session at, and why. */
  void refuses(Function<ExchangeRequest, Optional<SyncRefusal>> what) {
    refusing = what;
  }

  /** At which messages it says that the laptop's certificate has run out, until it is renewed. */
  void expires(Predicate<ExchangeRequest> at) {
    expiring = at;
  }

  /** Bytes of all messages that it heard. */
  long bytesHeard() {
    return bytesHeard.get();
  }

  /** From now on a renewal is answered only when what this gives is run. */
  Runnable renewsLate() {
    var latch = new CountDownLatch(1);
    renewing = latch;
    return latch::countDown;
  }

  /** Headquarters' own memory, to be changed under it. */
  SomeSides sides() {
    return sides;
  }

  /** What a token for it holds: a secret, and the fingerprint of its authority. */
  byte[] token() {
    byte[] token = new byte[64];
    System.arraycopy(PinnedServer.fingerprint(certificates.authority()), 0, token, 32, 32);
    return token;
  }

  /** Entries that it holds. */
  long holds() {
    synchronized (sides) {
      return sides.headquarters().tip(new LogId(device.device(), 1)).number();
    }
  }

  /** What a laptop keeps that is enrolled here and calls through {@code port}. */
  HeadquartersRow row(int port) {
    return row(port, Duration.ofDays(90));
  }

  /** The same with a certificate that is good for so long. */
  HeadquartersRow row(int port, Duration life) {
    return row(port, life, certificates);
  }

  /** What one keeps that was last here before the present authority was made. */
  HeadquartersRow rowOfBefore(int port) {
    return row(port, Duration.ofDays(90), before);
  }

  private static HeadquartersRow row(int port, Duration life, Certificates certificates) {
    KeyPair tls = Certificates.pair();
    try {
      return new HeadquartersRow(
          1,
          "127.0.0.1:" + port,
          certificates.authority().getEncoded(),
          certificates.of("CN=laptop", tls.getPublic(), life).getEncoded(),
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
        private boolean over;

        @Override
        public void onNext(ExchangeRequest request) {
          if (over) {
            return;
          }
          if (expiring.test(request)) {
            laptop.onError(
                Status.UNAUTHENTICATED.withDescription("CERTIFICATE_EXPIRED").asRuntimeException());
            over = true;
            return;
          }
          Optional<SyncRefusal> refusal = refusing.apply(request);
          if (refusal.isPresent()) {
            laptop.onNext(
                ExchangeResponse.newBuilder()
                    .setRefused(EntryRefused.newBuilder().setCode(refusal.get()))
                    .build());
            laptop.onCompleted();
            over = true;
            return;
          }
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
          if (!over) {
            laptop.onCompleted();
          }
        }
      };
    }
  }

  /** Counts what is heard. */
  private static final class Counting<Q> extends SimpleForwardingServerCallListener<Q> {
    private final AtomicLong bytes;

    Counting(ServerCall.Listener<Q> listener, AtomicLong bytes) {
      super(listener);
      this.bytes = bytes;
    }

    @Override
    public void onMessage(Q message) {
      bytes.addAndGet(message instanceof MessageLite it ? it.getSerializedSize() : 0);
      super.onMessage(message);
    }
  }

  /** Gives whoever asks a new certificate. */
  private final class Renewing extends EnrolmentServiceGrpc.EnrolmentServiceImplBase {

    /** The line goes before the answer. */
    @Override
    public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> laptop) {
      laptop.onError(Status.UNAVAILABLE.asRuntimeException());
    }

    @Override
    public void renew(RenewRequest request, StreamObserver<RenewResponse> laptop) {
      try {
        renewing.await();
        expiring = it -> false;
        var key =
            new JcaPKCS10CertificationRequest(request.getCertificateRequest().toByteArray())
                .getPublicKey();
        laptop.onNext(
            RenewResponse.newBuilder()
                .setRenewed(
                    Enrolled.newBuilder()
                        .setCertificate(
                            ByteString.copyFrom(
                                certificates
                                    .of("CN=laptop", key, Duration.ofDays(90))
                                    .getEncoded()))
                        .setAuthority(ByteString.copyFrom(certificates.authority().getEncoded()))
                        .setBundleKey(ByteString.copyFrom(new byte[32])))
                .build());
        laptop.onCompleted();
      } catch (GeneralSecurityException | IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
