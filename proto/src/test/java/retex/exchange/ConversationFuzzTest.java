package retex.exchange;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.Renewal;
import retex.contract.RevisionId;
import retex.contract.SomeLog;
import retex.proto.sync.v1.Acknowledged;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.Current;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HeadMismatch;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.LogEnd;
import retex.proto.sync.v1.Pull;
import retex.proto.sync.v1.Resume;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.wire.EntryBatch;
import retex.wire.FrameEncoder;
import retex.wire.HeadMessages;

/**
 * Any sequence of messages, genuine, altered and invented: each side goes on, or ends by name. No
 * store takes what the device did not sign, or loses what it had. Each byte string is a script: a
 * byte says which message comes, the next ones what stands in it.
 */
class ConversationFuzzTest {

  private static final DeviceKey KEY = SomeLog.key(7);
  private static final LogId SECOND = new LogId(KEY.device(), 2);
  private static final List<Entry> LOG = SomeLog.log(KEY, 6);
  private static final List<Entry> OTHER = // the same up to the second entry
      Renewal.of(
          joined(LOG.subList(0, 2), LOG.subList(3, 6)), LogTip.empty(new LogId(KEY.device(), 1)));
  private static final LogTip FORK = LogTip.at(LOG.get(1).revision());
  private static final List<Entry> AGAIN = Renewal.of(LOG.subList(2, 6), LogTip.empty(SECOND));
  private static final List<List<Entry>> LOGS = List.of(LOG, OTHER, AGAIN);

  @FuzzTest(maxDuration = "2m")
  void whatever_a_laptop_says(byte[] script) {
    var store = new MemoryHeadquarters(List.of(KEY), new Fuse(new Random(1)), Mutation.NONE);
    var said = new ArrayList<ExchangeResponse>();
    try (var frames = FrameEncoder.quick();
        var headquarters =
            new Headquarters(
                KEY.device(),
                store,
                store,
                said::add,
                () -> {},
                () -> true,
                it -> FrameEncoder.quick())) {
      var bytes = ByteBuffer.wrap(script);
      while (bytes.remaining() > 4 && !headquarters.isStopped()) {
        if (bytes.get() % 16 == 15) {
          headquarters.wake();
        } else {
          request(bytes, frames).ifPresent(headquarters::heard);
        }
      }
      if (headquarters.isStopped() && isUnnamed(said)) {
        throw new AssertionError("stopped without a name");
      }
    }
    store.disk().logs.values().forEach(ConversationFuzzTest::requireSigned);
  }

  @FuzzTest(maxDuration = "2m")
  void whatever_headquarters_says(byte[] script) {
    if (script.length < 8) {
      return;
    }
    var bytes = ByteBuffer.wrap(script);
    var disk = new Disk();
    int written = Math.floorMod(bytes.get(), LOG.size() + 1);
    disk.log(LOG.get(0).revision().log()).addAll(LOG.subList(0, written));
    disk.acknowledged.put(1, (long) Math.min(written, Math.floorMod(bytes.get(), 4)));
    var store =
        new MemoryLaptop(disk, KEY, new Fuse(new Random(1)), Mutation.NONE, Optional.empty());
    try (var frames = FrameEncoder.quick();
        var laptop =
            new Laptop(
                store, store, it -> {}, () -> {}, () -> 0, FrameEncoder.quick(), bytes.get() > 0)) {
      byte mode = bytes.get();
      if (mode % 4 == 3) {
        laptop.handOver();
      } else {
        laptop.begin(mode % 4 == 1, false);
      }
      while (bytes.remaining() > 4 && !laptop.isOver()) {
        response(bytes, frames).ifPresent(laptop::heard);
      }
      laptop.ended();
    } catch (RefusedException named) {
      // the call is over, and says why
    }
    disk.logs.values().forEach(ConversationFuzzTest::requireGenuine);
    Set<String> said = new HashSet<>();
    disk.logs.values().forEach(log -> log.forEach(it -> said.add(it.payload().toString())));
    if (!LOG.subList(0, written).stream().allMatch(it -> said.contains(it.payload().toString()))) {
      throw new AssertionError("lost");
    }
    if (store.acknowledged() > store.tip().number()) {
      throw new AssertionError("acknowledged what is not there");
    }
  }

  private static Optional<ExchangeRequest> request(ByteBuffer bytes, FrameEncoder frames) {
    var request = ExchangeRequest.newBuilder();
    int kind = Math.floorMod(bytes.get(), 8);
    List<Entry> log = LOGS.get(Math.floorMod(bytes.get(), LOGS.size()));
    int first = Math.floorMod(bytes.get(), log.size());
    int last = Math.min(log.size() - 1, first + Math.floorMod(bytes.get(), log.size()));
    switch (kind) {
      case 0, 1 -> {
        var hello =
            Hello.newBuilder()
                .setProtocol(kind == 1 ? Laptop.PROTOCOL : Laptop.PROTOCOL + first % 2)
                .setDevice(ByteString.copyFrom(KEY.device().bytes()))
                .setEpoch(log.get(0).revision().log().epoch())
                .setNextNumber(first + 1L)
                .setStays(last % 2 == 0)
                .addEarlierLogs(LogEnd.newBuilder().setEpoch(1).setNumber(last));
        if (first > 0) {
          hello.setPrevious(id(log.get(first - 1)));
        }
        if (log == AGAIN && last != first) {
          hello.setEpochOpening(HeadMessages.message(EpochOpening.sign(KEY, SECOND, FORK)));
        }
        request.setHello(hello);
      }
      case 2, 3, 4 -> request.setBatch(batch(log, first, last, bytes, frames));
      case 5 -> {
        var heads = Heads.newBuilder();
        log.subList(first, last + 1)
            .forEach(it -> heads.addHeads(HeadMessages.message(KEY.sign(it.revision()))));
        request.setHeads(heads);
      }
      case 6 -> request.setPull(Pull.newBuilder().setFrom(first + 1L).setTo(last + 1L));
      default -> {
        return invented(bytes, ExchangeRequest.parser());
      }
    }
    return Optional.of(request.build());
  }

  private static Optional<ExchangeResponse> response(ByteBuffer bytes, FrameEncoder frames) {
    var response = ExchangeResponse.newBuilder();
    int kind = Math.floorMod(bytes.get(), 9);
    List<Entry> log = LOGS.get(Math.floorMod(bytes.get(), LOGS.size()));
    int first = Math.floorMod(bytes.get(), log.size());
    int last = Math.min(log.size() - 1, first + Math.floorMod(bytes.get(), log.size()));
    switch (kind) {
      case 0 -> response.setResume(Resume.newBuilder().setNextNumber(first));
      case 1 ->
          response.setResume(
              Resume.newBuilder().setNextNumber(first + 2L).setPrevious(id(log.get(first))));
      case 2 -> response.setAcknowledged(Acknowledged.newBuilder().setUpTo(first + 1L));
      case 3 ->
          response.setRefused(EntryRefused.newBuilder().setNumber(first).setCodeValue(last * 5));
      case 4 -> response.setHeadMismatch(HeadMismatch.newBuilder().setFrom(last).setTo(first + 1L));
      case 5 ->
          response.setCurrent(
              Current.newBuilder().addLogs(LogEnd.newBuilder().setEpoch(1).setNumber(first)));
      case 6, 7 -> response.setOwn(batch(log, first, last, bytes, frames));
      default -> {
        return invented(bytes, ExchangeResponse.parser());
      }
    }
    return Optional.of(response.build());
  }

  private static Batch batch(
      List<Entry> log, int first, int last, ByteBuffer bytes, FrameEncoder frames) {
    byte[] frame = frames.frame(EntryBatch.encode(log.subList(first, last + 1)));
    int altered = bytes.hasRemaining() ? bytes.get() : 0;
    byte[] signature = KEY.sign(log.get(last).revision()).signature();
    if (altered > 100) {
      frame[altered % frame.length] ^= 1;
    } else if (altered > 80) {
      signature[altered % signature.length] ^= 1;
    }
    return Batch.newBuilder()
        .setFirstNumber(altered > 60 && altered <= 80 ? altered : first + 1L)
        .setFrame(ByteString.copyFrom(frame))
        .setSignature(ByteString.copyFrom(signature))
        .setTurn(altered & 1)
        .build();
  }

  /** What the next bytes are as a message; empty where they are none. */
  private static <M> Optional<M> invented(ByteBuffer bytes, Parser<M> parser) {
    byte[] next = new byte[Math.min(bytes.remaining(), 64)];
    bytes.get(next);
    try {
      return Optional.of(parser.parseFrom(next));
    } catch (InvalidProtocolBufferException notOne) {
      return Optional.empty();
    }
  }

  /** The log is one of those that the device signed, or begins as one does. */
  private static void requireSigned(List<Entry> log) {
    if (!isSigned(log)) {
      throw new AssertionError("a log that nobody wrote");
    }
  }

  /** Signed, or appended again by the laptop itself in an epoch that it opened. */
  private static void requireGenuine(List<Entry> log) {
    if (!isSigned(log) && !isRenewed(log)) {
      throw new AssertionError("a log that nobody wrote");
    }
    LogTip tip = log.isEmpty() ? FORK : LogTip.empty(log.get(0).revision().log());
    for (Entry entry : log) {
      tip = LogVerifier.follow(tip, entry);
    }
  }

  private static boolean isSigned(List<Entry> log) {
    return LOGS.stream()
        .anyMatch(it -> it.size() >= log.size() && it.subList(0, log.size()).equals(log));
  }

  /** A piece of one of the logs, each entry once and in order, behind the beginning of an epoch. */
  private static boolean isRenewed(List<Entry> log) {
    LogId id = log.get(0).revision().log();
    return id.epoch() > 1
        && LOGS.stream()
            .flatMap(
                it ->
                    IntStream.rangeClosed(0, it.size() - log.size())
                        .mapToObj(from -> it.subList(from, from + log.size())))
            .anyMatch(piece -> Renewal.of(piece, LogTip.empty(id)).equals(log));
  }

  private static boolean isUnnamed(List<ExchangeResponse> said) {
    ExchangeResponse last = said.get(said.size() - 1);
    return !last.hasRefused()
        || last.getRefused().getCode() == SyncRefusal.SYNC_REFUSAL_UNSPECIFIED;
  }

  private static ByteString id(Entry entry) {
    RevisionId id = entry.revision().id();
    return ByteString.copyFrom(id.bytes());
  }

  private static List<Entry> joined(List<Entry> one, List<Entry> other) {
    var all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
