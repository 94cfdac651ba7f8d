package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;
import static retex.agent.sync.SyncRefused.DEVICE_REVOKED;
import static retex.agent.sync.SyncRefused.DEVICE_UNKNOWN;
import static retex.agent.sync.SyncRefused.FILES_STOPPED;
import static retex.agent.sync.SyncRefused.LINK_DOWN;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import retex.delivery.Sending;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileRefusal;
import retex.refusal.RefusedException;

/** A {@link Sending} over a line, in the caller's thread; the stream's own only fills a queue. */
final class DeliveryCall {

  private static final long PATIENCE_MILLIS = 180_000;

  private final BlockingQueue<Optional<DeliverResponse>> heard = new LinkedBlockingQueue<>();
  private final Sending sending;
  private final StreamObserver<DeliverRequest> server;
  private boolean isOver; // heard, and not to be waited for again

  DeliveryCall(Door door, Sending sending) {
    this.sending = sending;
    this.server = door.open(new Ear(heard));
  }

  /** The call in which files cross. */
  @FunctionalInterface
  interface Door {

    StreamObserver<DeliverRequest> open(StreamObserver<DeliverResponse> ear);

    static Door ordinary(ManagedChannel channel) {
      return ear -> AttachmentServiceGrpc.newStub(channel).deliver(ear);
    }
  }

  /**
   * All of it; {@code sent} runs behind each chunk. Waits until headquarters has said what became
   * of everything. Refuses with {@link SyncRefused} on a cut, or where headquarters ends the call.
   */
  void run(Runnable sent) {
    server.onNext(sending.begin());
    hear(poll(PATIENCE_MILLIS).orElseThrow(DeliveryCall::down));
    while (isSent()) {
      sent.run();
    }
    server.onCompleted();
    Optional<DeliverResponse> answer = poll(PATIENCE_MILLIS);
    while (answer.isPresent()) {
      hear(answer.get());
      answer = poll(PATIENCE_MILLIS);
    }
  }

  /** The next chunk, once there is room on the way; false where nothing more is to be sent. */
  private boolean isSent() {
    while (sending.isFull(Conversation.millis())) {
      hear(poll(PATIENCE_MILLIS).orElseThrow(DeliveryCall::down));
    }
    Optional<DeliverResponse> answer = heard.isEmpty() ? Optional.empty() : poll(0);
    while (answer.isPresent()) {
      hear(answer.get());
      answer = heard.isEmpty() ? Optional.empty() : poll(0);
    }
    Optional<DeliverRequest> next = sending.next();
    next.ifPresent(server::onNext);
    return next.isPresent();
  }

  private void hear(DeliverResponse answer) {
    try {
      sending.hear(answer, Conversation.millis());
    } catch (Sending.OutOfTurn fault) {
      throw ANSWER_MALFORMED.at("files").asException();
    }
    if (sending.stopped().isPresent()) {
      throw refused(sending.stopped().get());
    }
  }

  private static RefusedException refused(FileRefusal it) {
    SyncRefused why =
        switch (it) {
          case FILE_REFUSAL_REVOKED -> DEVICE_REVOKED;
          case FILE_REFUSAL_DEVICE_UNKNOWN -> DEVICE_UNKNOWN;
          default -> FILES_STOPPED; // also one of later
        };
    return why.at(it.name().replace("FILE_REFUSAL_", "")).asException();
  }

  /** Empty when the call is over. */
  private Optional<DeliverResponse> poll(long millis) {
    if (isOver) {
      return Optional.empty();
    }
    try {
      Optional<DeliverResponse> next =
          Optional.ofNullable(heard.poll(millis, TimeUnit.MILLISECONDS))
              .orElseThrow(DeliveryCall::down);
      isOver = next.isEmpty();
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw down();
    }
  }

  private static RefusedException down() {
    return LINK_DOWN.at("").asException();
  }

  /** Puts what the stream's thread hears into the queue; a cut ends it like the end. */
  private record Ear(BlockingQueue<Optional<DeliverResponse>> heard)
      implements StreamObserver<DeliverResponse> {

    @Override
    public void onNext(DeliverResponse response) {
      heard.add(Optional.of(response));
    }

    @Override
    public void onError(Throwable cut) {
      heard.add(Optional.empty());
    }

    @Override
    public void onCompleted() {
      heard.add(Optional.empty());
    }
  }
}
