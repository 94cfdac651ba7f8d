package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;
import static retex.agent.sync.SyncRefused.DEVICE_REVOKED;
import static retex.agent.sync.SyncRefused.LAPTOP_BEHIND;
import static retex.agent.sync.SyncRefused.LINK_DOWN;
import static retex.agent.sync.SyncRefused.LOG_FORKED;
import static retex.agent.sync.SyncRefused.LOG_STOPPED;
import static retex.agent.sync.SyncRefused.SERVER_NOT_THE_ONE;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import retex.agent.record.Log;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HeadMismatch;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Resume;
import retex.proto.sync.v1.SyncRefusal;
import retex.proto.sync.v1.SyncServiceGrpc;
import retex.wire.HeadMessages;

/**
 * The laptop's side of one sync stream. It does not wait for the server's word before it sends; the
 * server corrects it. Everything runs in the caller's thread; the stream's own only fills a queue.
 */
final class Conversation {

  private static final int PROTOCOL = 1;
  private static final int CONTENT_FAULTS = 20; // sync_service.proto: from here on never stop a log
  private static final int MOST_IN_FLIGHT = 8; // batches; more than a second of a 512 kbit/s link
  private static final long PATIENCE_SECONDS = 180;

  private final Log log;
  private final Inbox inbox;
  private final Outbox outbox;
  private final PinnedServer pinned;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  private long acknowledged;
  private long begun;
  private long bytesSent;
  private int inFlight;
  private int quarantined;
  private int letters;
  private boolean reference;
  private boolean resumed;
  private boolean current;

  Conversation(Log log, Inbox inbox, Outbox outbox, PinnedServer pinned) {
    this.log = log;
    this.inbox = inbox;
    this.outbox = outbox;
    this.pinned = pinned;
  }

  /** Runs to the end: everything that waits on either side has crossed. */
  SyncReport run(
      ManagedChannel channel,
      LogId id,
      long referenceVersion,
      long lettersHeld,
      Instant startedAt) {
    acknowledged = outbox.next() - 1;
    begun = acknowledged;
    StreamObserver<ExchangeRequest> server =
        SyncServiceGrpc.newStub(channel).exchange(new Ear(heard));
    server.onNext(hello(id, referenceVersion, lettersHeld));
    while (!(current && acknowledged >= log.tip().number())) {
      send(server);
      answer(server, next());
    }
    server.onCompleted();
    awaitEnd();
    return new SyncReport(
        acknowledged - begun,
        acknowledged,
        bytesSent,
        quarantined,
        letters,
        reference,
        resumed,
        startedAt.toString(),
        0);
  }

  private ExchangeRequest hello(LogId id, long referenceVersion, long lettersHeld) {
    return ExchangeRequest.newBuilder()
        .setHello(
            Hello.newBuilder()
                .setProtocol(PROTOCOL)
                .setDevice(ByteString.copyFrom(id.device().bytes()))
                .setEpoch(id.epoch())
                .setNextNumber(outbox.next())
                .setReferenceVersion(referenceVersion)
                .setLettersHeld(lettersHeld)
                .setBacklog(log.pending()))
        .build();
  }

  private void send(StreamObserver<ExchangeRequest> server) {
    while (inFlight < MOST_IN_FLIGHT) {
      Optional<Batch> batch = outbox.batch();
      if (batch.isEmpty()) {
        return;
      }
      server.onNext(ExchangeRequest.newBuilder().setBatch(batch.get()).build());
      bytesSent += batch.get().getSerializedSize();
      inFlight++;
    }
  }

  private void answer(StreamObserver<ExchangeRequest> server, ExchangeResponse response) {
    switch (response.getMessageCase()) {
      case RESUME -> resume(response.getResume());
      case ACKNOWLEDGED -> acknowledge(response.getAcknowledged().getUpTo());
      case REFUSED -> refused(response.getRefused());
      case HEAD_MISMATCH -> server.onNext(heads(response.getHeadMismatch()));
      case REFERENCE -> {
        inbox.keep(response.getReference());
        reference = true;
      }
      case LETTERS -> {
        inbox.keep(response.getLetters());
        letters += response.getLetters().getLettersCount();
      }
      case CURRENT -> current = true;
      case MESSAGE_NOT_SET -> throw ANSWER_MALFORMED.at("message").asException();
    }
  }

  private void resume(Resume resume) {
    long held = resume.getNextNumber() - 1;
    if (held > log.tip().number()) {
      throw LAPTOP_BEHIND.at("entry " + held).asException();
    }
    if (held > 0) {
      Entry ours = log.after(held - 1, 1).get(0);
      if (!resume.getPrevious().equals(ByteString.copyFrom(ours.revision().id().bytes()))) {
        throw LOG_FORKED.at("entry " + held).asException();
      }
    }
    resumed = true;
    inFlight = 0;
    boolean serverIsBehind = held < acknowledged;
    outbox.goOnFrom(serverIsBehind ? held + 1 : Math.max(outbox.next(), held + 1));
    acknowledged = held;
    log.acknowledge(held);
  }

  private void acknowledge(long upTo) {
    if (upTo > log.tip().number()) {
      throw ANSWER_MALFORMED.at("acknowledged").asException();
    }
    inFlight = Math.max(0, inFlight - 1);
    if (upTo > acknowledged) {
      acknowledged = upTo;
      log.acknowledge(upTo);
    }
  }

  private void refused(EntryRefused refused) {
    if (refused.getCode().getNumber() >= CONTENT_FAULTS) {
      quarantined++;
      return;
    }
    String where =
        refused.getCode().name().replace("SYNC_REFUSAL_", "") + ", entry " + refused.getNumber();
    throw (refused.getCode() == SyncRefusal.SYNC_REFUSAL_REVOKED ? DEVICE_REVOKED : LOG_STOPPED)
        .at(where)
        .asException();
  }

  private ExchangeRequest heads(HeadMismatch wanted) {
    var heads = Heads.newBuilder();
    log.heads(wanted.getFrom(), wanted.getTo())
        .forEach(head -> heads.addHeads(HeadMessages.message(head)));
    return ExchangeRequest.newBuilder().setHeads(heads).build();
  }

  private ExchangeResponse next() {
    Heard next = take();
    return next.response()
        .orElseThrow(
            () -> (pinned.metAnother() ? SERVER_NOT_THE_ONE : LINK_DOWN).at("").asException());
  }

  /** Waits until the server has closed its side; whatever comes then has been dealt with before. */
  private void awaitEnd() {
    Heard last = take();
    while (last.response().isPresent()) {
      last = take();
    }
  }

  private Heard take() {
    try {
      Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return next == null ? Heard.END : next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Heard.END;
    }
  }

  /** One thing heard; empty for the end of the stream, whatever ended it. */
  private record Heard(Optional<ExchangeResponse> response) {
    static final Heard END = new Heard(Optional.empty());
  }

  /** Puts what the stream's thread hears into the queue. */
  private record Ear(BlockingQueue<Heard> heard) implements StreamObserver<ExchangeResponse> {

    @Override
    public void onNext(ExchangeResponse response) {
      heard.add(new Heard(Optional.of(response)));
    }

    @Override
    public void onError(Throwable cut) {
      heard.add(Heard.END);
    }

    @Override
    public void onCompleted() {
      heard.add(Heard.END);
    }
  }
}
