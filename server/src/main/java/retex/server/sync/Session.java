package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.FieldRules;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.proto.sync.v1.Acknowledged;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HeadMismatch;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Resume;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.server.device.Devices;
import retex.server.ingest.Ingest;
import retex.server.ingest.IngestRefusal;
import retex.wire.EntryBatch;
import retex.wire.FrameDecoder;
import retex.wire.HeadMessages;

/**
 * One conversation with one laptop. Holds no rule: it hands entries to {@link Ingest} and says what
 * became of them. gRPC calls an observer from one thread at a time, so a session needs no lock. A
 * cut anywhere is harmless: what was acknowledged is on disk, and the laptop goes on from there.
 */
final class Session implements StreamObserver<ExchangeRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int PROTOCOL = 1;

  private final DeviceId device;
  private final String program;
  private final Ingest ingest;
  private final Devices devices;
  private final Downward downward;
  private final StreamObserver<ExchangeResponse> laptop;
  private final FrameDecoder frames = new FrameDecoder();

  private Optional<LogId> log = Optional.empty();
  private Optional<Disputed> disputed = Optional.empty();
  private long lettersSent;
  private boolean stopped;

  Session(
      DeviceId device,
      String program,
      Ingest ingest,
      Devices devices,
      Downward downward,
      StreamObserver<ExchangeResponse> laptop) {
    this.device = device;
    this.program = program;
    this.ingest = ingest;
    this.devices = devices;
    this.downward = downward;
    this.laptop = laptop;
  }

  @Override
  public void onNext(ExchangeRequest request) {
    if (stopped) {
      return;
    }
    try {
      FieldRules.check(request);
      devices.publicKey(device); // a revoked device is stopped at its next message
      switch (request.getMessageCase()) {
        case HELLO -> hello(request.getHello());
        case BATCH -> batch(request.getBatch());
        case HEADS -> heads(request.getHeads());
        case MESSAGE_NOT_SET -> stop(0, SyncRefusal.SYNC_REFUSAL_MALFORMED);
      }
    } catch (RefusedException refused) {
      stop(place(request), SyncCodes.of(refused.refusal().code()));
    } catch (RuntimeException bug) {
      LOG.error("sync.incident device={} at={}", device, bug.getStackTrace()[0]);
      stopped = true;
      frames.close();
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
  }

  @Override
  public void onError(Throwable cut) {
    close();
  }

  @Override
  public void onCompleted() {
    close();
    laptop.onCompleted();
  }

  private void hello(Hello hello) {
    if (log.isPresent()) {
      stop(0, SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN);
    } else if (hello.getProtocol() != PROTOCOL) {
      stop(0, SyncRefusal.SYNC_REFUSAL_PROTOCOL);
    } else if (!hello.getDevice().equals(ByteString.copyFrom(device.bytes()))) {
      stop(0, SyncRefusal.SYNC_REFUSAL_WRONG_DEVICE);
    } else {
      begin(hello);
    }
  }

  private void begin(Hello hello) {
    var spoken = new LogId(device, hello.getEpoch());
    log = Optional.of(spoken);
    devices.contact(device, hello.getBacklog(), program);
    LogTip tip = ingest.tip(spoken);
    if (tip.number() + 1 != hello.getNextNumber()) {
      var resume = Resume.newBuilder().setNextNumber(tip.number() + 1);
      tip.revision().ifPresent(it -> resume.setPrevious(ByteString.copyFrom(it.bytes())));
      say(ExchangeResponse.newBuilder().setResume(resume).build());
    }
    lettersSent = downward.send(device, hello, this::say);
  }

  private void batch(Batch batch) {
    if (log.isEmpty() || disputed.isPresent()) {
      stop(batch.getFirstNumber(), SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN);
      return;
    }
    byte[] content = frames.content(batch.getFrame().toByteArray(), EntryBatch.MOST_BYTES);
    Optional<LogTip> before = ingest.tipAt(log.get(), batch.getFirstNumber() - 1);
    if (before.isEmpty()) {
      return; // sent before our word where to resume; it will come again
    }
    List<Entry> entries = EntryBatch.decode(before.get(), content);
    try {
      if (!batch.hasHead()) {
        throw IngestRefusal.HEAD_MISSING.at("batch").asException();
      }
      settle(ingest.commit(before.get(), entries, HeadMessages.head(batch.getHead())));
    } catch (RefusedException refused) {
      SyncRefusal code = SyncCodes.of(refused.refusal().code());
      if (code != SyncRefusal.SYNC_REFUSAL_HEAD_MISMATCH
          && code != SyncRefusal.SYNC_REFUSAL_BAD_SIGNATURE) {
        throw refused;
      }
      dispute(before.get(), entries);
    }
  }

  private void dispute(LogTip before, List<Entry> entries) {
    disputed = Optional.of(new Disputed(before, entries));
    say(
        ExchangeResponse.newBuilder()
            .setHeadMismatch(
                HeadMismatch.newBuilder()
                    .setFrom(before.number() + 1)
                    .setTo(before.number() + entries.size()))
            .build());
  }

  private void heads(Heads heads) {
    if (disputed.isEmpty()) {
      stop(0, SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN);
      return;
    }
    Disputed it = disputed.get();
    var prefix =
        ingest.commitPrefix(
            it.before(),
            it.entries(),
            heads.getHeadsList().stream().map(HeadMessages::head).toList());
    settle(prefix.landed());
    stop(prefix.landed().upTo() + 1, SyncCodes.of(prefix.why().code()));
  }

  private void settle(Ingest.Outcome outcome) {
    for (Ingest.KeptAside aside : outcome.keptAside()) {
      say(refused(aside.entry().revision().number(), SyncCodes.ofFault(aside.code())));
    }
    if (!outcome.keptAside().isEmpty()) {
      lettersSent = downward.sendLetters(device, lettersSent, this::say);
    }
    say(
        ExchangeResponse.newBuilder()
            .setAcknowledged(Acknowledged.newBuilder().setUpTo(outcome.upTo()))
            .build());
    LOG.info("ingest.committed device={} up_to={}", device, outcome.upTo());
  }

  private void stop(long number, SyncRefusal code) {
    LOG.info("sync.refused device={} number={} code={}", device, number, code);
    say(refused(number, code));
    close();
    laptop.onCompleted();
  }

  private void close() {
    if (!stopped) {
      stopped = true;
      frames.close();
    }
  }

  private void say(ExchangeResponse response) {
    laptop.onNext(response);
  }

  private static long place(ExchangeRequest request) {
    return request.hasBatch() ? request.getBatch().getFirstNumber() : 0;
  }

  private static ExchangeResponse refused(long number, SyncRefusal code) {
    return ExchangeResponse.newBuilder()
        .setRefused(EntryRefused.newBuilder().setNumber(number).setCode(code))
        .build();
  }

  /** A batch whose head did not fit, waiting for the heads between. */
  private record Disputed(LogTip before, List<Entry> entries) {}
}
