package retex.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import retex.contract.LogTip;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.SyncRefusal;
import retex.wire.FrameEncoder;

/**
 * One call between a laptop and headquarters: what is under way in each direction, in order. Either
 * end may be gone while the other still hears what was sent before.
 */
final class Call implements AutoCloseable {

  private static final int ROOM = 3; // messages down that a narrow link takes before it is full

  private final Deque<Consumer<Headquarters>> up = new ArrayDeque<>();
  private final Deque<Consumer<Laptop>> down = new ArrayDeque<>();
  private final Laptop laptop;
  private final Headquarters headquarters;
  private final boolean isNarrow;
  private boolean isAsking;
  private boolean laptopIsGone;
  private boolean headquartersIsGone;
  private boolean isUntold;
  private boolean isFlooded;
  private int told; // messages of what is large, under way

  Call(MemoryLaptop store, MemoryHeadquarters server, Mutation mutation, LongSupplier clock) {
    this(store, server, mutation, clock, Age.SAME, false);
  }

  /** {@code plain}: the laptop says of its hello what every server understands. */
  Call(
      MemoryLaptop store,
      MemoryHeadquarters server,
      Mutation mutation,
      LongSupplier clock,
      Age age,
      boolean plain) {
    laptop =
        new Laptop(
            store,
            store,
            message -> {
              ExchangeRequest sent = mutation.up(age.up(message), server.letters(store.key()));
              up.add(it -> hear(it, sent));
            },
            () -> up.add(it -> endUp()),
            clock,
            FrameEncoder.quick(),
            plain);
    MemoryHeadquarters seen = server.conversation();
    boolean isFlooding = mutation == Mutation.HEADQUARTERS_SAYS_ALL_THAT_WAITS_BEFORE_IT_HEARS;
    isNarrow = seen.isNarrow();
    headquarters =
        new Headquarters(
            store.key().device(),
            seen,
            seen,
            message -> {
              isAsking |=
                  message.hasHeadMismatch()
                      && mutation == Mutation.HEADQUARTERS_HEARS_NO_BATCH_WHILE_IT_ASKS_FOR_HEADS;
              ExchangeResponse sent =
                  mutation.down(
                      age.down(message),
                      message.hasResume()
                          ? store
                              .at(message.getResume().getNextNumber() - 1)
                              .flatMap(LogTip::revision)
                              .map(it -> com.google.protobuf.ByteString.copyFrom(it.bytes()))
                              .orElse(message.getResume().getPrevious())
                          : com.google.protobuf.ByteString.EMPTY);
              if (sent.getMessageCase() != ExchangeResponse.MessageCase.MESSAGE_NOT_SET) {
                int large = isLarge(sent) ? 1 : 0;
                told += large;
                isFlooded |= isNarrow && told > ROOM;
                down.add(
                    it -> {
                      told -= large;
                      it.heard(sent);
                    });
              }
            },
            () -> down.add(Laptop::ended),
            () -> !seen.isNarrow() || down.size() < ROOM || isFlooding,
            opening -> FrameEncoder.quick());
  }

  private static boolean isLarge(ExchangeResponse message) {
    return message.hasReference();
  }

  Laptop laptop() {
    return laptop;
  }

  boolean laptopIsGone() {
    return laptopIsGone;
  }

  boolean isOver() {
    return laptopIsGone && headquartersIsGone;
  }

  boolean canGoUp() {
    return !headquartersIsGone && !up.isEmpty();
  }

  boolean canGoDown() {
    return !laptopIsGone && !down.isEmpty();
  }

  void begin(boolean stays, boolean heals) {
    laptop.begin(stays, heals);
  }

  /** Headquarters says what has become new, where the laptop stays. */
  void wake() {
    if (!headquartersIsGone) {
      headquarters.wake();
    }
  }

  /** Headquarters says more of what waits, where the link has room again. */
  void goOn() {
    if (!headquartersIsGone) {
      headquarters.goOn();
    }
  }

  /** Whether an answer would wait behind more than the link holds. */
  boolean isFlooded() {
    return isFlooded;
  }

  /** Brings the next message to headquarters. */
  void goUp() {
    Optional.ofNullable(up.poll()).ifPresent(it -> it.accept(headquarters));
  }

  private void hear(Headquarters there, ExchangeRequest message) {
    if (isAsking && message.hasBatch()) { // only where this is planted
      var refused =
          EntryRefused.newBuilder()
              .setNumber(message.getBatch().getFirstNumber())
              .setCode(SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN);
      down.add(it -> it.heard(ExchangeResponse.newBuilder().setRefused(refused).build()));
      headquartersLeaves();
    } else {
      there.heard(message);
    }
  }

  /** Brings the next message to the laptop. */
  void goDown() {
    Optional.ofNullable(down.poll()).ifPresent(it -> it.accept(laptop));
    if (laptop.isOver()) {
      laptopLeaves();
    }
  }

  /** Brings everything over, until neither side says more. */
  void finish() {
    while (!laptop.isOver() && (canGoUp() || canGoDown())) {
      if (canGoUp()) {
        goUp();
      }
      if (canGoDown()) {
        goDown();
        goOn();
      }
    }
  }

  /** The laptop's end is gone; what it sent may still arrive. */
  void laptopLeaves() {
    if (!laptopIsGone) {
      laptopIsGone = true;
      laptop.close();
      up.add(it -> headquartersLeaves());
    }
  }

  /**
   * The laptop's end is gone, and headquarters is not told: a router forgot the connection. The
   * first {@code arriving} messages of those under way still arrive, whenever that is.
   */
  void laptopIsLost(int arriving) {
    if (!laptopIsGone) {
      laptopIsGone = true;
      isUntold = true;
      laptop.close();
      down.clear();
      while (up.size() > arriving) {
        up.removeLast();
      }
    }
  }

  /** Whether headquarters takes it for a conversation that goes on, and the laptop does not. */
  boolean isUntold() {
    return isUntold && !headquartersIsGone;
  }

  /** Headquarters' end is gone; what it said may still arrive. */
  void headquartersLeaves() {
    if (!headquartersIsGone) {
      headquartersIsGone = true;
      headquarters.close();
      down.add(Laptop::ended);
    }
  }

  /** Everything under way is lost, and both ends notice. */
  void cut() {
    up.clear();
    down.clear();
    laptopLeaves();
    headquartersLeaves();
  }

  private void endUp() {
    down.add(Laptop::ended);
    headquartersLeaves();
  }

  @Override
  public void close() {
    cut();
  }
}
