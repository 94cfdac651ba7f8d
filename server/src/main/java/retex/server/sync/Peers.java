package retex.server.sync;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import retex.contract.DeviceId;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc;
import retex.refusal.RefusedException;

/** Reads who is speaking from the client certificate; only enrolment may go without one. */
@Singleton
final class Peers implements ServerInterceptor {

  private static final Context.Key<DeviceId> DEVICE = Context.key("device");

  /** The device of the present call. */
  static DeviceId device() {
    return DEVICE.get();
  }

  @Override
  public <Q, R> Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (EnrolmentServiceGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    Optional<DeviceId> device = device(call);
    if (device.isEmpty()) {
      call.close(Status.UNAUTHENTICATED.withDescription("CERTIFICATE_MISSING"), new Metadata());
      return new Listener<>() {};
    }
    Context context = Context.current().withValue(DEVICE, device.get());
    return Contexts.interceptCall(context, call, headers, next);
  }

  private static Optional<DeviceId> device(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate leaf = session.getPeerCertificates()[0];
      String name = ((X509Certificate) leaf).getSubjectX500Principal().getName();
      return Optional.of(DeviceId.parse(name.substring("CN=".length())));
    } catch (SSLPeerUnverifiedException | RefusedException e) {
      return Optional.empty();
    }
  }
}
