package retex.agent.sync;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of messages each way on a line, before TLS: of every call, whatever became of it. Safe for
 * use by several threads.
 */
final class Traffic implements ClientInterceptor {

  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();

  long up() {
    return up.get();
  }

  long down() {
    return down.get();
  }

  /** Adds what another line has carried. */
  void add(Traffic other) {
    up.addAndGet(other.up());
    down.addAndGet(other.down());
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(new Counting<>(listener), headers);
      }

      @Override
      public void sendMessage(Q message) {
        up.addAndGet(size(message));
        super.sendMessage(message);
      }
    };
  }

  private static long size(Object message) {
    return message instanceof MessageLite it ? it.getSerializedSize() : 0;
  }

  private final class Counting<R> extends SimpleForwardingClientCallListener<R> {

    Counting(ClientCall.Listener<R> listener) {
      super(listener);
    }

    @Override
    public void onMessage(R message) {
      down.addAndGet(size(message));
      super.onMessage(message);
    }
  }
}
