package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;
import static retex.agent.sync.SyncRefused.DEVICE_REVOKED;
import static retex.agent.sync.SyncRefused.DEVICE_UNKNOWN;
import static retex.agent.sync.SyncRefused.FILES_STOPPED;
import static retex.agent.sync.SyncRefused.LINK_DOWN;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.DeliverOffer;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileChunk;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.FileRefused;
import retex.proto.sync.v1.FileWanted;
import retex.refusal.RefusedException;

/**
 * One call in which files cross, in the caller's thread; the stream's own only fills a queue. No
 * more is under way than four seconds of the measured rate, so that records written meanwhile and a
 * cut cost little.
 */
final class DeliveryCall {

  private static final int PROTOCOL = 1;
  private static final int MOST_NOT_SENT = 4_096; // as the contract says
  private static final long PATIENCE_MILLIS = 180_000;

  private final BlockingQueue<Optional<DeliverResponse>> heard = new LinkedBlockingQueue<>();
  private final StreamObserver<DeliverRequest> server;
  private final BiConsumer<Integer, Optional<FileRefusal>> settled;
  private final Set<Integer> settledFiles = new HashSet<>();
  // where, in the bytes of this call, a file's first byte would stand, and where its last one does
  private final Map<Integer, Long> beginOfFile = new HashMap<>();
  private final Map<Integer, Long> endOfFile = new HashMap<>();
  private final Rate rate = new Rate(Conversation.millis());
  private long sent;
  private long arrived;
  private boolean isOver; // heard, and not to be waited for again

  /** {@code settled} is told of each file, by its number from 1, why it was refused, if it was. */
  DeliveryCall(Door door, BiConsumer<Integer, Optional<FileRefusal>> settled) {
    this.settled = settled;
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

  /** What headquarters wants, and from which byte on, without what is not sent: 4,096 at most. */
  List<FileWanted> begin(Collection<FileHash> notSent) {
    var offer = DeliverOffer.newBuilder().setProtocol(PROTOCOL);
    notSent.stream()
        .limit(MOST_NOT_SENT)
        .forEach(it -> offer.addNotSent(ByteString.copyFrom(it.bytes())));
    server.onNext(DeliverRequest.newBuilder().setOffer(offer).build());
    DeliverResponse answer = take(PATIENCE_MILLIS);
    if (answer.hasRefused()) {
      refuse(answer.getRefused());
    }
    if (!answer.hasWanted()) {
      throw ANSWER_MALFORMED.at("files").asException();
    }
    return FieldRules.check(answer.getWanted()).getFilesList();
  }

  /**
   * Sends bytes of a file, once there is room on the way. False, and nothing is sent, when the file
   * is settled: refused, or there meanwhile from another laptop.
   */
  boolean send(int file, long offset, byte[] bytes) {
    while (sent - arrived + bytes.length > rate.mostUnderWay(Conversation.millis())) {
      hear(take(PATIENCE_MILLIS));
    }
    if (isSettled(file)) {
      return false;
    }
    server.onNext(
        DeliverRequest.newBuilder()
            .setChunk(
                FileChunk.newBuilder()
                    .setFile(file)
                    .setOffset(offset)
                    .setContent(ByteString.copyFrom(bytes)))
            .build());
    beginOfFile.putIfAbsent(file, sent - offset);
    sent += bytes.length;
    endOfFile.put(file, sent);
    return true;
  }

  /** Whether headquarters has said what became of a file. */
  boolean isSettled(int file) {
    listen();
    return settledFiles.contains(file);
  }

  /** Nothing more comes: waits until the server has said what became of everything. */
  void end() {
    server.onCompleted();
    Optional<DeliverResponse> answer = poll(PATIENCE_MILLIS);
    while (answer.isPresent()) {
      hear(answer.get());
      answer = poll(PATIENCE_MILLIS);
    }
  }

  /** Bytes that are known to have arrived. */
  long arrived() {
    return arrived;
  }

  /** Bytes a second by now; 0 while nothing has arrived. */
  double rate() {
    return rate.bytesASecond(Conversation.millis());
  }

  private void arrived(long bytes) {
    if (bytes > arrived) {
      arrived = bytes;
      rate.arrived(bytes, Conversation.millis());
    }
  }

  private void listen() {
    Optional<DeliverResponse> next = heard.isEmpty() ? Optional.empty() : poll(0);
    while (next.isPresent()) {
      hear(next.get());
      next = heard.isEmpty() ? Optional.empty() : poll(0);
    }
  }

  private void hear(DeliverResponse answer) {
    switch (answer.getMessageCase()) {
      case RECEIVED -> arrived(answer.getReceived().getFile(), answer.getReceived().getUpTo());
      case KEPT -> settle(answer.getKept().getFile(), Optional.empty());
      case REFUSED -> refuse(answer.getRefused());
      case WANTED, MESSAGE_NOT_SET -> throw ANSWER_MALFORMED.at("files").asException();
    }
  }

  private void settle(int file, Optional<FileRefusal> why) {
    settledFiles.add(file);
    arrived(endOfFile.getOrDefault(file, arrived));
    settled.accept(file, why);
  }

  private void arrived(int file, long upTo) {
    Long begin = beginOfFile.get(file);
    if (begin != null) {
      arrived(Math.min(sent, begin + upTo));
    }
  }

  private void refuse(FileRefused it) {
    if (it.getFile() > 0) {
      settle(it.getFile(), Optional.of(it.getCode()));
      return;
    }
    SyncRefused why =
        switch (it.getCode()) {
          case FILE_REFUSAL_REVOKED -> DEVICE_REVOKED;
          case FILE_REFUSAL_DEVICE_UNKNOWN -> DEVICE_UNKNOWN;
          default -> FILES_STOPPED; // also one of later
        };
    throw why.at(it.getCode().name().replace("FILE_REFUSAL_", "")).asException();
  }

  private DeliverResponse take(long millis) {
    return poll(millis).orElseThrow(DeliveryCall::down);
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
