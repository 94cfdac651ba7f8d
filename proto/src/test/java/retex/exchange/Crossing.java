package retex.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import retex.bundle.Arrival;
import retex.bundle.ArrivalStore;
import retex.bundle.BundleFile;
import retex.bundle.BundleRefusal;
import retex.bundle.Handing;
import retex.proto.bundle.v1.CarryOutcome;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.refusal.RefusedException;

/** One call in which a courier hands a bundle over, both ends of it, and what is under way. */
final class Crossing {

  private final BundleFile bundle;
  private final MemoryPouch pouch;
  private final Mutation mutation;
  private final int size;
  private final Handing handing;
  private final Arrival arrival;
  private final Queue<Optional<CarryRequest>> up = new ArrayDeque<>(); // empty: that was all
  private final Queue<Optional<CarryResponse>> down = new ArrayDeque<>();
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private Optional<Handing.Pieces> pieces = Optional.empty();
  private Optional<CarryOutcome> outcome = Optional.empty();
  private Optional<Handing.End> end = Optional.empty();
  private Optional<String> wrong = Optional.empty();
  private boolean isGone; // the courier
  private boolean isOver; // for headquarters

  /** {@code size}: of a piece, in bytes. */
  Crossing(
      BundleFile bundle,
      MemoryPouch pouch,
      ArrivalStore store,
      Mutation mutation,
      int size,
      boolean isFirst) {
    this.bundle = bundle;
    this.pouch = pouch;
    this.mutation = mutation;
    this.size = size;
    this.handing = new Handing(bundle, pouch, isFirst);
    this.arrival = new Arrival(store, it -> down.add(Optional.of(it)), true);
    up.add(Optional.of(handing.begin()));
  }

  BundleFile bundle() {
    return bundle;
  }

  Optional<String> wrong() {
    return wrong;
  }

  /** How it ended for the courier, where headquarters said so. */
  Optional<Handing.End> end() {
    return end;
  }

  boolean isOf(MemoryPouch courier) {
    return pouch.equals(courier);
  }

  boolean isGone() {
    return isGone;
  }

  /** Whether headquarters hears nothing more, and the courier has nothing more to hear. */
  boolean isSilent() {
    return isOver ? isGone || down.isEmpty() : isGone && up.isEmpty();
  }

  boolean canGoUp() {
    return !isOver && !up.isEmpty();
  }

  /** What headquarters does with the next word. */
  void goUp() {
    Optional<CarryRequest> next = up.remove();
    try {
      if (next.isPresent()) {
        arrival.hear(next.get());
      } else {
        arrival.completed();
      }
      if (arrival.isOver()) {
        over();
      }
    } catch (RefusedException refused) {
      down.add(Optional.of(Arrival.refused(refused.refusal().code())));
      over();
    } catch (Arrival.OutOfTurn fault) {
      wrong = Optional.of("a courier says what is out of turn");
      headquartersLeaves();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void over() {
    isOver = true;
    down.add(Optional.empty());
  }

  /** Headquarters hears it no more; what it had said may still arrive. */
  void headquartersLeaves() {
    isOver = true;
  }

  /** The courier speaks, or hears. */
  void step() {
    if (isGone) {
      return;
    }
    try {
      if (!down.isEmpty()) {
        hear(down.remove());
      } else if (isOver) {
        leave(); // the link is down
      } else if (pieces.isPresent()) {
        speak(pieces.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void speak(Handing.Pieces open) throws IOException {
    var piece = open.next();
    up.add(piece.map(it -> CarryRequest.newBuilder().setPiece(it).build()));
    if (piece.isEmpty()) {
      close();
      if (mutation == Mutation.COURIER_DROPS_WHAT_IS_NOT_ANSWERED) {
        pouch.delivered(bundle);
      }
    }
  }

  private void hear(Optional<CarryResponse> next) throws IOException {
    if (next.isEmpty()) {
      end = outcome.map(it -> handing.end(it, rest::writeTo));
      leave();
      return;
    }
    switch (next.get().getMessageCase()) {
      case WANTED_FROM -> {
        long from = next.get().getWantedFrom();
        boolean isElsewhere = mutation == Mutation.COURIER_GOES_ON_AT_ANOTHER_BYTE && from > 0;
        pieces = Optional.of(handing.from(isElsewhere ? from - 1 : from, size));
      }
      case OUTCOME -> outcome = Optional.of(next.get().getOutcome());
      case PIECE -> next.get().getPiece().writeTo(rest);
      case RECEIVED, MESSAGE_NOT_SET -> {}
    }
  }

  /** The courier's line is cut; what it had sent may still arrive. */
  void leave() {
    isGone = true;
    close();
  }

  /** The line is cut in the middle of an answer, or before: what has come of it is kept nowhere. */
  void cut(boolean arrives) {
    if (!arrives) {
      up.clear();
    }
    if (!isGone && outcome.filter(it -> it.getRefused().isEmpty()).isPresent()) {
      try {
        handing.end(outcome.get(), this::cutRest);
      } catch (RefusedException down) {
        leave();
      }
    }
    leave();
  }

  private void cutRest(OutputStream out) throws IOException {
    rest.writeTo(out);
    throw BundleRefusal.BUNDLE_FILE_FAILED.at("").asException();
  }

  private void close() {
    try {
      if (pieces.isPresent()) {
        pieces.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pieces = Optional.empty();
  }
}
