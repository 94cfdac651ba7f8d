package retex.agent.sync;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/** Notes when the server says that this laptop's certificate has run out. */
final class ExpiryNotice implements ClientInterceptor {

  private static final String EXPIRED = "CERTIFICATE_EXPIRED";

  private volatile boolean given;

  /** Whether the server has said so on this channel. */
  boolean isGiven() {
    return given;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(new Noting<>(listener), headers);
      }
    };
  }

  private final class Noting<R> extends SimpleForwardingClientCallListener<R> {

    Noting(ClientCall.Listener<R> listener) {
      super(listener);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (status.getCode() == Status.Code.UNAUTHENTICATED
          && EXPIRED.equals(status.getDescription())) {
        given = true;
      }
      super.onClose(status, trailers);
    }
  }
}
