package retex.server.sync;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import retex.contract.DeviceId;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc;
import retex.proto.sync.v1.HandOverServiceGrpc;
import retex.refusal.RefusedException;
import retex.server.device.CertificateAuthority;

/**
 * Reads who is speaking from the client certificate. Enrolment may go without one; renewal, and
 * what a revoked device may still say, with one that has run out; everything else needs a good one,
 * also in a call that has stood since before.
 */
@Singleton
public final class Peers implements ServerInterceptor {

  private static final Context.Key<DeviceId> DEVICE = Context.key("device");
  private static final Context.Key<X509Certificate> AUTHORITY = Context.key("authority");
  private static final Context.Key<String> PROGRAM =
      Context.keyWithDefault("program", ""); // name/version, as gRPC's user agent says it
  private static final Metadata.Key<String> USER_AGENT =
      Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER);
  private static final int LONGEST_PROGRAM = 40;
  private static final Context.Key<Boolean> TOLD = Context.keyWithDefault("told", false);
  private static final Metadata.Key<String> TELLS = // bundle_service.proto, CarryResponse.received
      Metadata.Key.of("retex-tells-received", Metadata.ASCII_STRING_MARSHALLER);
  private static final Status EXPIRED =
      Status.UNAUTHENTICATED.withDescription("CERTIFICATE_EXPIRED");

  private final CertificateAuthority authority;
  private final Clock clock;

  Peers(CertificateAuthority authority, Clock clock) {
    this.authority = authority;
    this.clock = clock;
  }

  /** The device of the present call. */
  public static DeviceId device() {
    return DEVICE.get();
  }

  /** The device of the present call, where it showed a certificate. */
  static Optional<DeviceId> deviceIfAny() {
    return Optional.ofNullable(DEVICE.get());
  }

  /**
   * The authority of the certificate that this server shows on the present connection. It may have
   * been rotated since; what a laptop is told to pin must be the one that it heard speak.
   */
  static Optional<X509Certificate> authority() {
    return Optional.ofNullable(AUTHORITY.get());
  }

  /** Which program the device runs, such as {@code retex-agent/0.1.0}; may be empty. */
  static String program() {
    return PROGRAM.get();
  }

  /** Whether the present call's device wants to be told how far it is. */
  public static boolean isTold() {
    return TOLD.get();
  }

  @Override
  public <Q, R> Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    boolean enrolment = EnrolmentServiceGrpc.SERVICE_NAME.equals(service);
    boolean handOver = HandOverServiceGrpc.SERVICE_NAME.equals(service);
    Optional<X509Certificate> certificate = certificate(call).filter(this::isOurs);
    Optional<DeviceId> device = certificate.flatMap(Peers::device);
    if (!enrolment && device.isEmpty()) {
      return refused(call, "CERTIFICATE_MISSING");
    }
    if (!enrolment && !handOver && hasRunOut(certificate.get())) {
      return refused(call, "CERTIFICATE_EXPIRED");
    }
    Context context =
        Context.current()
            .withValue(PROGRAM, program(headers))
            .withValue(TOLD, headers.containsKey(TELLS));
    if (device.isPresent()) {
      context = context.withValue(DEVICE, device.get());
    }
    Optional<X509Certificate> shown = shown(call);
    if (shown.isPresent()) {
      context = context.withValue(AUTHORITY, shown.get());
    }
    if (enrolment || handOver) {
      return Contexts.interceptCall(context, call, headers, next);
    }
    Instant notAfter = certificate.get().getNotAfter().toInstant();
    return new Heeding<>(
        Contexts.interceptCall(context, new Lasting<>(call, notAfter), headers, next),
        call,
        notAfter);
  }

  /** A call in which nothing more is said once the certificate has run out. */
  private final class Lasting<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final Instant notAfter;

    Lasting(ServerCall<Q, R> call, Instant notAfter) {
      super(call);
      this.notAfter = notAfter;
    }

    @Override
    public void sendMessage(R message) {
      if (clock.instant().isAfter(notAfter)) {
        throw new StatusRuntimeException(EXPIRED); // closes the call, as one that does not read
      }
      super.sendMessage(message);
    }
  }

  /** The same of what is heard. */
  private final class Heeding<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private final Instant notAfter;
    private boolean over;

    Heeding(Listener<Q> next, ServerCall<Q, ?> call, Instant notAfter) {
      super(next);
      this.call = call;
      this.notAfter = notAfter;
    }

    @Override
    public void onMessage(Q message) {
      if (!over && clock.instant().isAfter(notAfter)) {
        over = true;
        call.close(EXPIRED, new Metadata());
        super.onCancel(); // what stood behind the call ends, as after a cut
      }
      if (!over) {
        super.onMessage(message);
      }
    }

    @Override
    public void onHalfClose() {
      if (!over) {
        super.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!over) {
        super.onCancel();
      }
    }
  }

  private static <Q, R> Listener<Q> refused(ServerCall<Q, R> call, String why) {
    call.close(Status.UNAUTHENTICATED.withDescription(why), new Metadata());
    return new Listener<>() {};
  }

  /** Asked in each call: a session that is resumed, or stands, had its handshake before. */
  private boolean isOurs(X509Certificate certificate) {
    return LaptopCertificates.isLetIn(certificate, authority.trusted());
  }

  private boolean hasRunOut(X509Certificate certificate) {
    return clock.instant().isAfter(certificate.getNotAfter().toInstant());
  }

  private static String program(Metadata headers) {
    String agent = headers.get(USER_AGENT);
    String first = agent == null ? "" : agent.split(" ", 2)[0];
    return first.length() <= LONGEST_PROGRAM ? first : first.substring(0, LONGEST_PROGRAM);
  }

  private static Optional<X509Certificate> certificate(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return Optional.empty();
    }
    try {
      return Optional.of((X509Certificate) session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private static Optional<X509Certificate> shown(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    Certificate[] own = session == null ? null : session.getLocalCertificates();
    return own == null || own.length < 2 ? Optional.empty() : Optional.of((X509Certificate) own[1]);
  }

  private static Optional<DeviceId> device(X509Certificate certificate) {
    try {
      String name = certificate.getSubjectX500Principal().getName();
      return Optional.of(DeviceId.parse(name.substring("CN=".length())));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
