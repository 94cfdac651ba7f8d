package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;
import static retex.agent.sync.SyncRefused.DEVICE_REVOKED;
import static retex.agent.sync.SyncRefused.DEVICE_UNKNOWN;
import static retex.agent.sync.SyncRefused.LINK_DOWN;
import static retex.agent.sync.SyncRefused.LOG_STOPPED;
import static retex.agent.sync.SyncRefused.SERVER_NOT_THE_ONE;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import retex.exchange.Laptop;
import retex.exchange.LaptopInbox;
import retex.exchange.LaptopStore;
import retex.exchange.Synchronisation;
import retex.proto.sync.v1.Current;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.SyncServiceGrpc;
import retex.refusal.RefusedException;

/**
 * One call over gRPC: hands what comes to {@link Laptop} and what that says to the channel.
 * Everything runs in the caller's thread; the stream's own only fills a queue.
 */
final class Conversation implements AutoCloseable, Synchronisation.Call {

  private static final long PATIENCE_MILLIS = 180_000;
  private static final long LOOK_MILLIS = 40; // how late what another process wrote may be noticed

  private final PinnedServer pinned;
  private final Door door;
  private final Laptop laptop;
  private final RecordsUnderWay underWay;
  private final BlockingQueue<Consumer<Laptop>> heard = new LinkedBlockingQueue<>();
  private volatile Consumer<Current> ends = it -> {};
  private Optional<StreamObserver<ExchangeRequest>> server = Optional.empty();

  Conversation(
      LaptopStore store,
      LaptopInbox inbox,
      PinnedServer pinned,
      int opening,
      RecordsUnderWay underWay) {
    this(
        store,
        inbox,
        pinned,
        opening,
        underWay,
        (to, ear) -> SyncServiceGrpc.newStub(to).exchange(ear));
  }

  /** The same through another call than the ordinary one. */
  Conversation(
      LaptopStore store,
      LaptopInbox inbox,
      PinnedServer pinned,
      int opening,
      RecordsUnderWay underWay,
      Door door) {
    this.pinned = pinned;
    this.underWay = underWay;
    this.door = door;
    this.laptop =
        new Laptop(
            store,
            inbox,
            request -> server.orElseThrow().onNext(request),
            () -> server.orElseThrow().onCompleted(),
            Conversation::millis,
            opening);
  }

  /** Who is told where this laptop's logs end at headquarters, before anything is done about it. */
  void tellEnds(Consumer<Current> told) {
    ends = told;
  }

  /** Runs until everything that waits on either side has crossed. */
  Laptop once(ManagedChannel channel, boolean heals) {
    dial(channel);
    laptop.begin(false, heals);
    return untilOver();
  }

  /** The same as a revoked laptop, which brings what headquarters lacks. */
  Laptop handOver(ManagedChannel channel) {
    dial(channel);
    laptop.handOver();
    return untilOver();
  }

  private Laptop untilOver() {
    while (!laptop.isOver()) {
      underWay.tell(this, laptop.progress());
      take(PATIENCE_MILLIS).orElse(Laptop::ended).accept(laptop);
    }
    return laptop;
  }

  /** Runs until the link breaks or {@code watch} ends it. */
  Laptop stay(ManagedChannel channel, Watch watch) {
    long seen = watch.changes();
    dial(channel);
    laptop.begin(true, false);
    boolean told = false;
    boolean released = false;
    long acknowledged = 0;
    while (!laptop.isOver()) {
      take(LOOK_MILLIS).ifPresent(it -> it.accept(laptop));
      long changes = watch.changes();
      if (changes != seen) {
        seen = changes;
        laptop.grown();
      }
      underWay.tell(this, laptop.progress());
      if (laptop.tally().records() != acknowledged) {
        acknowledged = laptop.tally().records();
        watch.acknowledged(acknowledged);
      }
      if (!told && laptop.isCurrent()) {
        told = true;
        watch.current(laptop);
      }
      if (!released && (laptop.isBehind() || !watch.goesOn())) {
        released = true;
        laptop.release();
      }
    }
    return laptop;
  }

  /** Has a conversation that stays look now for what was written; from any thread. */
  void look() {
    heard.add(laptop -> {});
  }

  /** A clock that only goes forward. */
  static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public Laptop laptop() {
    return laptop;
  }

  @Override
  public RefusedException refusal() {
    if (laptop.stopped().isPresent()) {
      EntryRefused it = laptop.stopped().get();
      SyncRefused code =
          switch (it.getCode()) {
            case SYNC_REFUSAL_REVOKED -> DEVICE_REVOKED;
            case SYNC_REFUSAL_DEVICE_UNKNOWN -> DEVICE_UNKNOWN;
            default -> LOG_STOPPED;
          };
      return code.at(where(it)).asException();
    }
    if (laptop.isLost()) {
      return ANSWER_MALFORMED.at("message").asException();
    }
    return (pinned.metAnother() ? SERVER_NOT_THE_ONE : LINK_DOWN).at("").asException();
  }

  /** A refusal's code and place, as a person may tell them to headquarters. */
  static String where(EntryRefused it) {
    return it.getCode().name().replace("SYNC_REFUSAL_", "") + ", entry " + it.getNumber();
  }

  @Override
  public void close() {
    underWay.tell(this, Optional.empty());
    laptop.close();
  }

  private void dial(ManagedChannel channel) {
    server = Optional.of(door.open(channel, new Ear()));
  }

  private Optional<Consumer<Laptop>> take(long millis) {
    try {
      return Optional.ofNullable(heard.poll(millis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(Laptop::ended);
    }
  }

  /** The call in which a conversation runs. */
  @FunctionalInterface
  interface Door {
    StreamObserver<ExchangeRequest> open(
        ManagedChannel channel, StreamObserver<ExchangeResponse> ear);
  }

  /** Who looks after a conversation that stays. */
  interface Watch {

    /** Whether the conversation is still wanted. */
    boolean goesOn();

    /** A number that is another one after something was written on this laptop. */
    long changes();

    /** Everything that waited has crossed, for the first time. */
    void current(Laptop laptop);

    /** So many entries were acknowledged in this conversation by now. */
    void acknowledged(long records);
  }

  /** Puts what the stream's thread hears into the queue. */
  private final class Ear implements StreamObserver<ExchangeResponse> {

    @Override
    public void onNext(ExchangeResponse response) {
      if (response.hasCurrent()) {
        ends.accept(response.getCurrent());
      }
      heard.add(laptop -> laptop.heard(response));
    }

    @Override
    public void onError(Throwable cut) {
      heard.add(Laptop::ended);
    }

    @Override
    public void onCompleted() {
      heard.add(Laptop::ended);
    }
  }
}
