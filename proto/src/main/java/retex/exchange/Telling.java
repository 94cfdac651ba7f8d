package retex.exchange;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import retex.proto.sync.v1.Current;
import retex.proto.sync.v1.ExchangeResponse;
import retex.wire.FrameEncoder;

/**
 * What headquarters tells a laptop beside its answers, a message at a time while there is room for
 * it: so what goes up is heard and answered meanwhile. Not for use by several threads.
 */
final class Telling {

  private final HeadquartersOutbox.Waiting waiting;
  private final FrameEncoder frames;
  private final Consumer<ExchangeResponse> out;
  private final BooleanSupplier room;
  private final Supplier<Current> current;
  private boolean isUnderWay;
  private boolean isCurrentTold;

  /** {@code room}: whether a message leaves now without waiting. */
  Telling(
      HeadquartersOutbox.Waiting waiting,
      FrameEncoder frames,
      Consumer<ExchangeResponse> out,
      BooleanSupplier room,
      Supplier<Current> current) {
    this.waiting = waiting;
    this.frames = frames;
    this.out = out;
    this.room = room;
    this.current = current;
  }

  /** Something may wait; {@link #goOn} says it. */
  void begin() {
    isUnderWay = true;
  }

  /** Whether anything may ever be said. */
  boolean isEver() {
    return waiting != HeadquartersOutbox.Waiting.NOTHING;
  }

  boolean isUnderWay() {
    return isUnderWay;
  }

  /** Says what waits while there is room; at the first end, that all was said. */
  void goOn() {
    while (isUnderWay && room.getAsBoolean()) {
      Optional<ExchangeResponse> next = waiting.next(frames);
      next.ifPresentOrElse(out, this::end);
    }
  }

  /** Says at once the letters that wait; what else is new comes when there is room. */
  void sayLetters() {
    for (var it = waiting.nextLetters(frames); it.isPresent(); it = waiting.nextLetters(frames)) {
      out.accept(it.get());
    }
    begin();
  }

  private void end() {
    isUnderWay = false;
    if (!isCurrentTold) {
      isCurrentTold = true;
      out.accept(ExchangeResponse.newBuilder().setCurrent(current.get()).build());
    }
  }
}
