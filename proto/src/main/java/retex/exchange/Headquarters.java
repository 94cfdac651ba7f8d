package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.FieldRules;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;
import retex.exchange.HeadquartersState.Action;
import retex.exchange.HeadquartersState.Event;
import retex.exchange.HeadquartersState.Step;
import retex.exchange.HeadquartersStore.KeptAside;
import retex.exchange.HeadquartersStore.Outcome;
import retex.proto.sync.v1.Acknowledged;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HeadMismatch;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Pull;
import retex.proto.sync.v1.Resume;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.wire.EntryBatch;
import retex.wire.FrameEncoder;
import retex.wire.HeadMessages;
import retex.wire.Opening;

/**
 * Headquarters' side of one conversation with one laptop: carries out what {@link
 * HeadquartersState} says, through the doors it is given. Not for use by several threads; to be
 * closed. A cut anywhere is harmless: what was acknowledged is on disk.
 */
public final class Headquarters implements AutoCloseable {

  private final DeviceId device;
  private final HeadquartersStore store;
  private final HeadquartersOutbox outbox;
  private final Consumer<ExchangeResponse> out;
  private final Runnable complete;
  private final BooleanSupplier room;
  private final IntFunction<FrameEncoder> encoders;

  private HeadquartersState state = HeadquartersState.FIRST;
  private Optional<Greeting> greeting = Optional.empty();
  private Optional<Arrived> arrived = Optional.empty();
  private Optional<LogTip> landed = Optional.empty(); // an entry on disk never changes its place
  private Outcome outcome = new Outcome(0, List.of());
  private List<Head> heads = List.of();
  private Pull pull = Pull.getDefaultInstance();
  private EntryRefused refused = EntryRefused.getDefaultInstance();
  private long place; // of what the laptop said last: a batch's first number

  /** {@code device} is the one that the transport vouches for; for whoever takes all at once. */
  public Headquarters(
      DeviceId device,
      HeadquartersStore store,
      HeadquartersOutbox outbox,
      Consumer<ExchangeResponse> out,
      Runnable complete) {
    this(device, store, outbox, out, complete, () -> true, FrameEncoder::new);
  }

  /** {@code room}: whether a message leaves now without waiting; see {@link #goOn}. */
  public Headquarters(
      DeviceId device,
      HeadquartersStore store,
      HeadquartersOutbox outbox,
      Consumer<ExchangeResponse> out,
      Runnable complete,
      BooleanSupplier room) {
    this(device, store, outbox, out, complete, room, FrameEncoder::new);
  }

  /** {@code encoders}: what cuts the frames down, by the number of their opening. */
  public Headquarters(
      DeviceId device,
      HeadquartersStore store,
      HeadquartersOutbox outbox,
      Consumer<ExchangeResponse> out,
      Runnable complete,
      BooleanSupplier room,
      IntFunction<FrameEncoder> encoders) {
    this.room = room;
    this.encoders = encoders;
    this.device = device;
    this.store = store;
    this.outbox = outbox;
    this.out = out;
    this.complete = complete;
  }

  /** Takes what the laptop said. */
  public void heard(ExchangeRequest request) {
    if (isStopped()) {
      return;
    }
    place =
        switch (request.getMessageCase()) {
          case BATCH -> request.getBatch().getFirstNumber();
          case HEADS -> arrived.map(it -> it.batch().getFirstNumber()).orElse(0L);
          case HELLO, PULL, MESSAGE_NOT_SET -> 0;
        };
    if (!mayGoOn(place)) {
      return;
    }
    try {
      FieldRules.check(request);
      switch (request.getMessageCase()) {
        case HELLO -> hello(request.getHello());
        case BATCH -> batch(request.getBatch());
        case HEADS -> heads(request.getHeads());
        case PULL -> pull(request.getPull());
        case MESSAGE_NOT_SET -> refuse(0, SyncRefusal.SYNC_REFUSAL_MALFORMED);
      }
    } catch (RefusedException refusal) {
      refuse(place, SyncCodes.of(refusal.refusal().code()));
    }
    tell();
  }

  /**
   * Says what has become new for a laptop that stays; one that was revoked meanwhile is stopped.
   */
  public void wake() {
    if (!isStopped() && mayGoOn(0) && greeting.filter(it -> it.hello().getStays()).isPresent()) {
      happened(new HeadquartersState.Woken());
      tell();
    }
  }

  /** Says more of what waits, now that there is room; to a revoked one, that it is stopped. */
  public void goOn() {
    boolean isTelling = greeting.filter(it -> it.telling().isUnderWay()).isPresent();
    if (isTelling && !isStopped() && mayGoOn(0)) {
      tell();
    }
  }

  private void tell() {
    if (!isStopped()) {
      greeting.ifPresent(it -> it.telling().goOn());
    }
  }

  public boolean isStopped() {
    return state.phase() == HeadquartersState.Phase.STOPPED;
  }

  /** Why the conversation was stopped, where it was. */
  public Optional<EntryRefused> refused() {
    return isStopped() ? Optional.of(refused) : Optional.empty();
  }

  @Override
  public void close() {
    greeting.ifPresent(Greeting::close);
    greeting = Optional.empty();
  }

  private boolean mayGoOn(long place) {
    try {
      store.publicKey(device);
      return true;
    } catch (RefusedException refusal) {
      boolean isUnknown = refusal.refusal().code() == ExchangeRefusal.DEVICE_UNKNOWN;
      refuse( // at its next message
          place,
          isUnknown ? SyncRefusal.SYNC_REFUSAL_DEVICE_UNKNOWN : SyncRefusal.SYNC_REFUSAL_REVOKED);
      return false;
    }
  }

  private void hello(Hello hello) {
    if (greeting.isPresent()) {
      refuse(0, SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN);
    } else if (hello.getProtocol() != Laptop.PROTOCOL) {
      refuse(0, SyncRefusal.SYNC_REFUSAL_PROTOCOL);
    } else if (!hello.getDevice().equals(ByteString.copyFrom(device.bytes()))) {
      refuse(0, SyncRefusal.SYNC_REFUSAL_WRONG_DEVICE);
    } else if (!Opening.isKnown(hello.getOpening())) {
      refuse(0, SyncRefusal.SYNC_REFUSAL_OPENING_UNKNOWN);
    } else {
      greet(hello, new LogId(device, hello.getEpoch()));
    }
  }

  private void greet(Hello hello, LogId log) {
    if (hello.hasEpochOpening() && !store.isOpen(log)) {
      var it = hello.getEpochOpening();
      var fork =
          new LogTip(
              new LogId(device, it.getForkedEpoch()),
              it.getForkNumber(),
              it.getForkRevision().isEmpty()
                  ? Optional.empty()
                  : Optional.of(RevisionId.of(it.getForkRevision().toByteArray())));
      store.open(
          new EpochOpening(log, fork, it.getSignature().toByteArray())
              .verified(store.publicKey(device)));
    }
    if (!store.isOpen(log)) {
      refuse(0, SyncRefusal.SYNC_REFUSAL_EPOCH_UNOPENED);
      return;
    }
    greeting =
        Optional.of(new Greeting(hello, log, encoders.apply(hello.getOpening()), this::telling));
    if (greeting.get().telling().isEver() && !Opening.isSpoken(hello.getOpening())) {
      refuse(0, SyncRefusal.SYNC_REFUSAL_OPENING_UNKNOWN); // it could not read what is said
      return;
    }
    LogTip tip = store.tip(log);
    happened(
        new HeadquartersState.Greeted(
            tip.number() + 1 == hello.getNextNumber()
                && EarlierLogs.id(tip).equals(hello.getPrevious())));
  }

  private void batch(Batch batch) {
    if (greeting.isEmpty()) {
      refuse(batch.getFirstNumber(), SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN);
      return;
    }
    Greeting with = greeting.get();
    byte[] content = with.frames().content(batch.getFrame().toByteArray(), EntryBatch.MOST_BYTES);
    if (state.phase() != HeadquartersState.Phase.DISPUTING) { // else that one is still asked about
      arrived =
          landed
              .filter(it -> it.number() == batch.getFirstNumber() - 1)
              .or(() -> store.at(with.log(), batch.getFirstNumber() - 1))
              .map(before -> new Arrived(batch, before, content));
    }
    happened(new HeadquartersState.BatchCame(arrived.isPresent(), batch.getTurn()));
  }

  private void heads(Heads message) {
    heads = message.getHeadsList().stream().map(HeadMessages::head).toList();
    happened(new HeadquartersState.HeadsCame());
  }

  private void pull(Pull message) {
    pull = message;
    boolean held =
        greeting
            .filter(
                it ->
                    message.getFrom() <= message.getTo()
                        && message.getTo() == store.tip(it.log()).number())
            .isPresent();
    happened(new HeadquartersState.PullCame(held));
  }

  private void refuse(long number, SyncRefusal why) {
    refused = EntryRefused.newBuilder().setNumber(number).setCode(why).build();
    happened(new HeadquartersState.Refused(why));
  }

  private void happened(Event event) {
    Step step = state.next(event);
    state = step.state();
    step.actions().forEach(this::carryOut);
  }

  private void carryOut(Action action) {
    switch (action) {
      case SAY_RESUME -> sayResume();
      case SAY_WHAT_WAITS -> greeting.orElseThrow().telling().begin();
      case COMMIT -> arrived.ifPresent(this::commit);
      case COMMIT_PREFIX -> arrived.ifPresent(this::commitPrefix);
      case SAY_OUTCOME -> sayOutcome();
      case SAY_MISMATCH -> arrived.ifPresent(this::sayMismatch);
      case SAY_OWN -> greeting.ifPresent(it -> sayOwn(it, pull.getFrom(), pull.getTo()));
      case SAY_REFUSED -> {
        if (refused.getCode() == SyncRefusal.SYNC_REFUSAL_UNSPECIFIED) {
          refused = EntryRefused.newBuilder().setNumber(place).setCode(state.why()).build();
        }
        out.accept(ExchangeResponse.newBuilder().setRefused(refused).build());
        complete.run();
      }
    }
  }

  private void commit(Arrived it) {
    Event event;
    try {
      List<Entry> entries = it.entries();
      outcome = store.commit(it.before(), entries, it.head(entries));
      landed = Optional.of(LogTip.at(entries.get(entries.size() - 1).revision()));
      event = new HeadquartersState.Committed(true, SyncRefusal.SYNC_REFUSAL_UNSPECIFIED);
    } catch (RefusedException refusal) {
      SyncRefusal why = SyncCodes.of(refusal.refusal().code());
      refused =
          EntryRefused.newBuilder().setNumber(it.batch().getFirstNumber()).setCode(why).build();
      int turn = isOfOurHistory(it) ? state.turn() : it.batch().getTurn();
      event = new HeadquartersState.BatchRefused(why, turn, it.begins(why));
    }
    happened(event);
  }

  /** Whether it follows what is held: then it is wrong whatever the laptop had heard. */
  private boolean isOfOurHistory(Arrived it) {
    LogTip tip = store.tip(it.before().log());
    return landed.filter(tip::equals).isPresent() || it.holds(tip);
  }

  private void commitPrefix(Arrived it) {
    EntryBatch.Beginning beginning = it.beginning();
    var prefix = store.commitPrefix(it.before(), beginning.entries(), heads);
    outcome = prefix.landed();
    boolean isAll = outcome.upTo() >= it.before().number() + beginning.entries().size();
    SyncRefusal why =
        SyncCodes.of((isAll ? beginning.why().orElse(prefix.why()) : prefix.why()).code());
    refused = EntryRefused.newBuilder().setNumber(outcome.upTo() + 1).setCode(why).build();
    happened(new HeadquartersState.Committed(false, why));
  }

  private void sayResume() {
    LogTip tip = store.tip(greeting.orElseThrow().log());
    out.accept(
        ExchangeResponse.newBuilder()
            .setResume(
                Resume.newBuilder()
                    .setNextNumber(tip.number() + 1)
                    .setPrevious(EarlierLogs.id(tip)))
            .build());
  }

  private Telling telling(Hello hello, FrameEncoder frames) {
    return new Telling(
        outbox.waiting(device, hello),
        frames,
        out,
        room,
        () -> EarlierLogs.current(device, store, hello));
  }

  private void sayOutcome() {
    for (KeptAside aside : outcome.keptAside()) {
      out.accept(
          ExchangeResponse.newBuilder()
              .setRefused(
                  EntryRefused.newBuilder()
                      .setNumber(aside.number())
                      .setCode(SyncCodes.of(aside.fault())))
              .build());
    }
    if (outcome.hasLetters()) {
      greeting.orElseThrow().telling().sayLetters();
    }
    out.accept(
        ExchangeResponse.newBuilder()
            .setAcknowledged(Acknowledged.newBuilder().setUpTo(outcome.upTo()))
            .build());
  }

  private void sayMismatch(Arrived it) {
    out.accept(
        ExchangeResponse.newBuilder()
            .setHeadMismatch(
                HeadMismatch.newBuilder()
                    .setFrom(it.before().number() + 1)
                    .setTo(it.before().number() + it.beginning().entries().size()))
            .build());
  }

  /** In pieces that end where a signed head was kept. */
  private void sayOwn(Greeting it, long from, long to) {
    long next = from;
    while (next <= to) {
      Head head = store.headFrom(it.log(), next).orElseThrow();
      List<Entry> entries = store.entries(it.log(), next, head.number());
      out.accept(
          ExchangeResponse.newBuilder()
              .setOwn(
                  Batch.newBuilder()
                      .setFirstNumber(next)
                      .setFrame(ByteString.copyFrom(it.answers().frame(EntryBatch.encode(entries))))
                      .setSignature(ByteString.copyFrom(head.signature())))
              .build());
      next = head.number() + 1;
    }
  }
}
