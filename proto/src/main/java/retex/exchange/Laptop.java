package retex.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import retex.contract.Entry;
import retex.contract.FieldRules;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.exchange.LaptopState.Mode;
import retex.exchange.LaptopState.Phase;
import retex.exchange.LaptopState.Step;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.Resume;
import retex.refusal.RefusedException;
import retex.wire.EntryBatch;
import retex.wire.FrameDecoder;
import retex.wire.FrameEncoder;
import retex.wire.HeadMessages;
import retex.wire.Opening;

/**
 * The laptop's side of one conversation: carries out what {@link LaptopState} says, through the
 * doors it is given. Not for use by several threads; to be closed. May stop at any point: what was
 * acknowledged is noted before anything else happens.
 */
public final class Laptop implements AutoCloseable {

  /** Version of the conversation. */
  public static final int PROTOCOL = 2;

  private static final int CONTENT_FAULTS = 20; // sync_service.proto: from here on never stop a log
  private static final int LARGEST_CHANGES = 8 << 20; // sync_service.proto, ReferenceContent

  private final LaptopStore store;
  private final LaptopInbox inbox;
  private final Consumer<ExchangeRequest> out;
  private final Runnable complete;
  private final LongSupplier clock;
  private final FrameEncoder frames;
  private final FrameDecoder answers;
  private final Queue<LaptopEvent> events = new ArrayDeque<>();
  private final Tally tally = new Tally();
  private final Doing doer = new Doing();

  private LaptopState state;
  private int turn;
  private boolean behind;
  private final boolean plain;
  private List<LogTip> earlier = List.of();
  private List<Integer> lacking = List.of();
  private Optional<EntryRefused> stopped = Optional.empty();

  /**
   * {@code clock} gives milliseconds of a monotonic clock; {@code opening} as in the hello: with
   * none it is one that every server understands.
   */
  public Laptop(
      LaptopStore store,
      LaptopInbox inbox,
      Consumer<ExchangeRequest> out,
      Runnable complete,
      LongSupplier clock,
      int opening) {
    this(store, inbox, out, complete, clock, new FrameEncoder(opening), opening == Opening.NONE);
  }

  Laptop(
      LaptopStore store,
      LaptopInbox inbox,
      Consumer<ExchangeRequest> out,
      Runnable complete,
      LongSupplier clock,
      FrameEncoder frames,
      boolean plain) {
    this.store = store;
    this.inbox = inbox;
    this.out = out;
    this.complete = complete;
    this.clock = clock;
    this.frames = frames;
    this.plain = plain;
    this.answers = new FrameDecoder(frames.opening());
    this.state = LaptopState.begin(Mode.ONCE, 0, 0, Pace.UNKNOWN).state();
  }

  /** Says hello and, without waiting, sends. */
  public void begin(boolean stays, boolean heals) {
    begin(heals ? Mode.HEALS : stays ? Mode.STAYS : Mode.ONCE);
  }

  /** Says hello as a revoked laptop that brings its backlog, and sends. */
  public void handOver() {
    begin(Mode.HANDS_OVER);
  }

  private void begin(Mode mode) {
    carryOut(LaptopState.begin(mode, store.tip().number(), store.acknowledged(), Pace.UNKNOWN));
    carryOutAll();
  }

  /** Takes what the server said. */
  public void heard(ExchangeResponse response) {
    if (state.isOver()) {
      return;
    }
    tally.bytesDown += response.getSerializedSize();
    switch (response.getMessageCase()) {
      case RESUME -> resumed(response.getResume());
      case ACKNOWLEDGED -> {
        grown();
        happened(
            new LaptopEvent.Acknowledged(response.getAcknowledged().getUpTo(), clock.getAsLong()));
      }
      case REFUSED -> refused(response.getRefused());
      case HEAD_MISMATCH ->
          happened(
              new LaptopEvent.HeadsWanted(
                  response.getHeadMismatch().getFrom(), response.getHeadMismatch().getTo()));
      case REFERENCE -> changed(response.getReference());
      case LETTERS -> told(response.getLetters());
      case CURRENT -> {
        lacking = EarlierLogs.lacking(earlier, response.getCurrent().getLogsList());
        grown();
        happened(new LaptopEvent.CaughtUp());
      }
      case OWN -> pulled(response.getOwn());
      case MESSAGE_NOT_SET -> carryOut(state.to(Phase.LOST));
    }
  }

  /** The stream has ended, whatever ended it. */
  public void ended() {
    happened(new LaptopEvent.Ended());
  }

  /** The log may have grown. */
  public void grown() {
    happened(new LaptopEvent.Grown(store.tip().number()));
  }

  /** Ends a conversation that stays, as soon as that can be. */
  public void release() {
    happened(new LaptopEvent.Released());
  }

  public boolean isOver() {
    return state.isOver();
  }

  /** Whether another conversation of this laptop kept something else of what comes down. */
  public boolean isBehind() {
    return behind;
  }

  public boolean isCurrent() {
    return state.current() && state.acknowledged() >= state.tip();
  }

  /** Whether everything was done. */
  public boolean isDone() {
    return state.phase() == Phase.DONE;
  }

  /** Whether another epoch was opened, or entries were taken back: it is to be begun again. */
  public boolean isToBeginAgain() {
    return state.phase() == Phase.AGAIN;
  }

  /** Whether the server said what no server should. */
  public boolean isLost() {
    return state.phase() == Phase.LOST && stopped.isEmpty();
  }

  /** What the server stopped the conversation for. */
  public Optional<EntryRefused> stopped() {
    return stopped;
  }

  /** Earlier epochs of which the server lacks what it had acknowledged: to be healed. */
  public List<Integer> lacking() {
    return lacking;
  }

  public Tally tally() {
    return tally;
  }

  /** How far it has come; empty while nothing is to cross, as far as is known. */
  public Optional<Progress> progress() {
    return isCurrent() || isOver() ? Optional.empty() : Optional.of(tally.progress(state));
  }

  @Override
  public void close() {
    frames.close();
    answers.close();
  }

  private void resumed(Resume resume) {
    turn = 1;
    long held = resume.getNextNumber() - 1;
    tally.resumedAt(held);
    Optional<LogTip> ours = held < 0 ? Optional.empty() : store.at(held);
    happened(new LaptopEvent.Resumed(held, EarlierLogs.compared(ours, resume.getPrevious())));
  }

  private void refused(EntryRefused refused) {
    if (refused.getCodeValue() >= CONTENT_FAULTS) {
      tally.quarantined++;
      return;
    }
    stopped = Optional.of(refused);
    carryOut(state.to(Phase.LOST));
  }

  private void changed(Reference reference) {
    byte[] bytes = answers.content(reference.getFrame().toByteArray(), LARGEST_CHANGES);
    try {
      behind |= !inbox.keep(reference, FieldRules.newer(ReferenceContent.parser(), bytes));
      tally.changes++;
    } catch (InvalidProtocolBufferException e) {
      carryOut(state.to(Phase.LOST));
    }
  }

  /** Once the log has entries that it had not, all letters come again at the next hello. */
  private void told(Letters letters) {
    if (tally.takenBack == 0 && state.mode() != Mode.HEALS) { // which may append again
      behind |= !inbox.keep(letters, tally.lettersHeld);
      tally.told(letters);
    }
  }

  private void pulled(Batch own) {
    byte[] content = answers.content(own.getFrame().toByteArray(), EntryBatch.MOST_BYTES);
    if (own.getFirstNumber() != state.pulling().next()) {
      return; // of an earlier question
    }
    Optional<LogTip> before = store.at(own.getFirstNumber() - 1);
    if (before.isEmpty()) {
      carryOut(state.to(Phase.LOST));
      return;
    }
    List<Entry> entries;
    try {
      entries = OwnEntries.of(before.get(), content, own.getSignature(), store.key().publicKey());
    } catch (RefusedException notOurs) {
      happened(new LaptopEvent.Unrelated());
      return;
    }
    happened(compare(entries));
  }

  /** Compares what the server has with what is here, and takes back what is not here. */
  private LaptopEvent compare(List<Entry> entries) {
    long last = entries.get(entries.size() - 1).revision().number();
    while (true) {
      LogTip tip = store.tip();
      OptionalLong other = OwnEntries.firstOther(entries, tip, store);
      if (other.isPresent()) {
        return new LaptopEvent.Forked(other.getAsLong() - 1);
      }
      List<Entry> lost =
          entries.stream().filter(it -> it.revision().number() > tip.number()).toList();
      if (state.mode() == Mode.HEALS) {
        return new LaptopEvent.Pulled(last, false); // an earlier epoch takes nothing back
      }
      if (lost.isEmpty() || store.adopt(tip, lost)) {
        tally.takenBack += lost.size();
        return new LaptopEvent.Pulled(last, tally.takenBack > 0);
      }
      if (store.tip().equals(tip)) {
        return new LaptopEvent.Overtaken();
      }
    }
  }

  private void happened(LaptopEvent event) {
    events.add(event);
    carryOutAll();
  }

  private void carryOutAll() {
    for (LaptopEvent next = events.poll(); next != null; next = events.poll()) {
      carryOut(state.next(next));
    }
  }

  private void carryOut(Step step) {
    state = step.state();
    step.actions().forEach(action -> action.on(doer));
    if (isCurrent()) {
      tally.settle(state.pace());
    }
  }

  /** The actions, carried out. */
  private final class Doing implements LaptopAction.Doer {

    @Override
    public void sayHello(long next) {
      LogTip tip = store.tip();
      var hello =
          Hello.newBuilder()
              .setProtocol(PROTOCOL)
              .setDevice(ByteString.copyFrom(tip.log().device().bytes()))
              .setEpoch(tip.log().epoch())
              .setNextNumber(next)
              .setPrevious(EarlierLogs.id(store.at(next - 1).orElseThrow()))
              .setBacklog(tip.number() + 1 - next)
              .setOpening(frames.opening())
              .setStays(state.mode() == Mode.STAYS);
      store.opening().ifPresent(it -> hello.setEpochOpening(HeadMessages.message(it)));
      earlier = store.earlier();
      if (!plain && state.mode() != Mode.HANDS_OVER) {
        EarlierLogs.name(earlier, hello);
      }
      inbox.describe(hello);
      tally.lettersHeld = hello.getLettersHeld();
      say(ExchangeRequest.newBuilder().setHello(hello).build());
    }

    @Override
    public void sendBatch(long first, int atMost) {
      List<Entry> entries = OwnEntries.batch(store, first, atMost);
      long last = first + entries.size() - 1;
      Optional<Head> head = entries.isEmpty() ? Optional.empty() : store.head(last);
      if (head.isEmpty()) {
        events.add(new LaptopEvent.Sent(first, 0, 0, clock.getAsLong()));
        return;
      }
      var batch =
          Batch.newBuilder()
              .setFirstNumber(first)
              .setFrame(ByteString.copyFrom(frames.frame(EntryBatch.encode(entries))))
              .setSignature(ByteString.copyFrom(head.get().signature()))
              .setTurn(turn)
              .build();
      say(ExchangeRequest.newBuilder().setBatch(batch).build());
      events.add(
          new LaptopEvent.Sent(
              first, entries.size(), batch.getSerializedSize(), clock.getAsLong()));
    }

    @Override
    public void sendHeads(long from, long to) {
      var heads = Heads.newBuilder();
      store.heads(from, to).forEach(head -> heads.addHeads(HeadMessages.message(head)));
      say(ExchangeRequest.newBuilder().setHeads(heads).build());
    }

    @Override
    public void pull(long from, long to) {
      var pull = retex.proto.sync.v1.Pull.newBuilder().setFrom(from).setTo(to);
      say(ExchangeRequest.newBuilder().setPull(pull).build());
    }

    @Override
    public void acknowledge(long upTo, long known) {
      tally.acknowledged(store.acknowledged(), upTo, clock.getAsLong());
      store.acknowledge(upTo, known);
    }

    @Override
    public void open(long forkNumber) {
      store.open(store.at(forkNumber).orElseThrow());
    }

    @Override
    public void reappend(long forkNumber) {
      store.reappend(store.at(forkNumber).orElseThrow());
    }

    @Override
    public void complete() {
      complete.run();
    }

    private void say(ExchangeRequest request) {
      tally.bytesUp += request.getSerializedSize();
      out.accept(request);
    }
  }
}
