package retex.server.sync;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;

/**
 * What headquarters says in one call, no faster than the laptop takes it: while gRPC still holds
 * what was said before, whoever says more waits. So one that does not read costs a thread that
 * sleeps, and never more memory than a message and gRPC's own buffer. Made in the call's thread,
 * before it is answered; then for one thread at a time.
 */
public final class Outward<T> implements StreamObserver<T> {

  private static final Duration PATIENCE = Duration.ofMinutes(3); // as long as a laptop has
  private static final long LOOK_MILLIS = 10;

  private final ServerCallStreamObserver<T> laptop;
  private final Context call = Context.current();
  private final long patienceNanos;

  /** {@code laptop} is what gRPC gives to a method. */
  public Outward(StreamObserver<T> laptop) {
    this(laptop, PATIENCE);
  }

  Outward(StreamObserver<T> laptop, Duration patience) {
    this.laptop = (ServerCallStreamObserver<T>) laptop;
    this.patienceNanos = patience.toNanos();
    this.laptop.setOnCancelHandler(() -> {}); // a cut is told by onError; what is said then is lost
  }

  /** Whether something said now leaves without waiting. */
  boolean isFree() {
    return laptop.isReady() || isCut();
  }

  /** Whether something said now leaves without waiting, and for somebody. */
  boolean isReady() {
    return laptop.isReady() && !isCut();
  }

  /** Runs in the call's turn each time that there is room again. Before the call is answered. */
  void whenReady(Runnable work) {
    laptop.setOnReadyHandler(work);
  }

  /**
   * Says it once there is room. Throws {@link StatusRuntimeException} where the laptop takes
   * nothing for three minutes: the call is to be ended then.
   */
  @Override
  public void onNext(T message) {
    if (!isFree()) {
      awaitRoom();
    }
    laptop.onNext(message);
  }

  @Override
  public void onError(Throwable failure) {
    laptop.onError(failure);
  }

  @Override
  public void onCompleted() {
    laptop.onCompleted();
  }

  /** Known at once by the call's context, while gRPC's own word would wait behind this thread. */
  private boolean isCut() {
    return call.isCancelled();
  }

  private void awaitRoom() {
    var room = new Room();
    try {
      ForkJoinPool.managedBlock(room); // those who share a pool with this thread go on
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!isFree()) {
      throw new StatusRuntimeException(Status.UNAVAILABLE.withDescription("NOT_READ"));
    }
  }

  private final class Room implements ForkJoinPool.ManagedBlocker {
    private final long since = System.nanoTime();

    @Override
    public boolean isReleasable() {
      return isFree() || System.nanoTime() - since > patienceNanos;
    }

    @Override
    public boolean block() throws InterruptedException {
      while (!isReleasable()) {
        Thread.sleep(LOOK_MILLIS);
      }
      return true;
    }
  }
}
