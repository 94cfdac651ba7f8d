package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import retex.contract.DeviceKey;
import retex.exchange.Laptop;
import retex.exchange.SomeSides;
import retex.proto.enrolment.v1.EnrolRequest;
import retex.proto.enrolment.v1.EnrolResponse;
import retex.proto.enrolment.v1.Enrolled;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc;
import retex.proto.enrolment.v1.RenewRequest;
import retex.proto.enrolment.v1.RenewResponse;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.SyncServiceGrpc;
import retex.server.SomeClock;
import retex.server.SomeStore;
import retex.server.device.Enrolment;

/**
 * Headquarters' gRPC over TLS, on a store of its own with a clock that a test moves. To be closed.
 */
final class SomeDoor implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  final ApplicationContext server;
  private final int port;
  private final List<ManagedChannel> channels = new ArrayList<>();

  SomeDoor(Path folder) {
    server = SomeStore.inWithClock(folder);
    GrpcEmbeddedServer grpc = server.getBean(GrpcEmbeddedServer.class);
    if (!grpc.isRunning()) {
      grpc.start();
    }
    port = grpc.getPort();
  }

  int port() {
    return port;
  }

  String token() {
    return server.getBean(Enrolment.class).issueToken("ada");
  }

  /** Nine in the morning of a day. */
  void on(String day) {
    ((SomeClock) server.getBean(Clock.class)).moveTo(LocalDate.parse(day));
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
  }

  /** A laptop's keys, and its certificate once it has one. */
  static final class Caller {
    final DeviceKey key;
    private KeyPair tls = pair();
    private Optional<X509Certificate> certificate = Optional.empty();

    Caller(DeviceKey key) {
      this.key = key;
    }

    private void certified(Enrolled answer) {
      try {
        certificate =
            Optional.of(
                (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                            new ByteArrayInputStream(answer.getCertificate().toByteArray())));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private byte[] request() {
      try {
        return new JcaPKCS10CertificationRequestBuilder(
                new X500Principal("CN=test"), tls.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(tls.getPrivate()))
            .getEncoded();
      } catch (OperatorCreationException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static KeyPair pair() {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Shows a token; what came of it. */
  EnrolResponse enrols(Caller caller, String token) {
    byte[] secret = Arrays.copyOf(Base64.getUrlDecoder().decode(token), 32);
    byte[] request = caller.request();
    EnrolResponse response =
        EnrolmentServiceGrpc.newBlockingStub(channel(Optional.empty()))
            .enrol(
                EnrolRequest.newBuilder()
                    .setSecret(ByteString.copyFrom(secret))
                    .setLogKey(ByteString.copyFrom(caller.key.publicKey()))
                    .setCertificateRequest(ByteString.copyFrom(request))
                    .setLogSignature(signed(caller, "retex.enrol.v1", secret, request))
                    .build());
    if (response.hasEnrolled()) {
      caller.certified(response.getEnrolled());
    }
    return response;
  }

  RenewResponse renews(Caller caller) {
    return renews(caller, channel(Optional.of(caller)));
  }

  /** The same over a connection that stands. */
  RenewResponse renews(Caller caller, ManagedChannel channel) {
    byte[] request = caller.request();
    RenewResponse response =
        EnrolmentServiceGrpc.newBlockingStub(channel)
            .renew(
                RenewRequest.newBuilder()
                    .setCertificateRequest(ByteString.copyFrom(request))
                    .setLogSignature(signed(caller, "retex.renew.v1", request))
                    .build());
    if (response.hasRenewed()) {
      caller.certified(response.getRenewed());
    }
    return response;
  }

  private static ByteString signed(Caller caller, String domain, byte[]... parts) {
    var signed = new ByteArrayOutputStream();
    signed.writeBytes(domain.getBytes(StandardCharsets.US_ASCII));
    Arrays.stream(parts).forEach(signed::writeBytes);
    return ByteString.copyFrom(caller.key.sign(signed.toByteArray()));
  }

  /** A connection that shows the certificate of a caller who has one. */
  ManagedChannel channel(Optional<Caller> caller) {
    try {
      var tls =
          GrpcSslContexts.forClient()
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .protocols("TLSv1.3");
      caller.ifPresent(it -> tls.keyManager(it.tls.getPrivate(), it.certificate.orElseThrow()));
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .overrideAuthority("retex-server")
              .userAgent("retex-agent/9.9.9")
              .sslContext(tls.build())
              .build();
      channels.add(channel);
      return channel;
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says all of it and ends its half; what was heard until the server ended the call. */
  @SafeVarargs
  static <Q, R> Heard<R> call(Function<StreamObserver<R>, StreamObserver<Q>> method, Q... said) {
    var heard = new Heard<R>();
    StreamObserver<Q> up = method.apply(heard);
    for (Q message : said) {
      up.onNext(message);
    }
    up.onCompleted();
    heard.await();
    return heard;
  }

  /** What a server said, and how it ended the call. */
  static final class Heard<R> implements StreamObserver<R> {
    final List<R> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();

    Status await() {
      return ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isEnded() {
      return ended.isDone();
    }

    @Override
    public void onNext(R message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable cut) {
      ended.complete(Status.fromThrowable(cut));
    }

    @Override
    public void onCompleted() {
      ended.complete(Status.OK);
    }
  }

  /** A whole conversation of a laptop whose log is in memory. */
  Laptop talk(Caller caller, SomeSides sides, boolean stays, Consumer<Laptop> meanwhile) {
    BlockingQueue<Consumer<Laptop>> heard = new LinkedBlockingQueue<>();
    StreamObserver<ExchangeRequest> up =
        SyncServiceGrpc.newStub(channel(Optional.of(caller)))
            .exchange(
                new StreamObserver<ExchangeResponse>() {
                  @Override
                  public void onNext(ExchangeResponse message) {
                    heard.add(laptop -> laptop.heard(message));
                  }

                  @Override
                  public void onError(Throwable cut) {
                    heard.add(Laptop::ended);
                  }

                  @Override
                  public void onCompleted() {
                    heard.add(Laptop::ended);
                  }
                });
    long start = System.nanoTime();
    try (var laptop =
        new Laptop(
            sides.store(),
            sides.inbox(),
            up::onNext,
            up::onCompleted,
            () -> (System.nanoTime() - start) / 1_000_000,
            0)) {
      laptop.begin(stays, false);
      while (!laptop.isOver()) {
        Optional.ofNullable(heard.poll(20, TimeUnit.MILLISECONDS))
            .ifPresent(it -> it.accept(laptop));
        meanwhile.accept(laptop);
      }
      return laptop;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
