package retex.agent.sync;

import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** Messages of one call inside those of another. */
record Wrapped<O, I>(StreamObserver<I> inner, Function<O, I> change) implements StreamObserver<O> {

  /** Says what is said here inside other messages. */
  static <O, I> StreamObserver<O> sending(StreamObserver<I> outer, Function<O, I> wrapping) {
    return new Wrapped<>(outer, wrapping);
  }

  /** Hears what is inside the messages that come. */
  static <O, I> StreamObserver<O> hearing(StreamObserver<I> inner, Function<O, I> unwrapping) {
    return new Wrapped<>(inner, unwrapping);
  }

  @Override
  public void onNext(O message) {
    inner.onNext(change.apply(message));
  }

  @Override
  public void onError(Throwable failure) {
    inner.onError(failure);
  }

  @Override
  public void onCompleted() {
    inner.onCompleted();
  }
}
