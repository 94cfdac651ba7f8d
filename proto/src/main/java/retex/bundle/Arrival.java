package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_DISK_FULL;
import static retex.bundle.BundleRefusal.BUNDLE_FILE_FAILED;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.proto.bundle.v1.CarryBegin;
import retex.proto.bundle.v1.CarryOutcome;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/**
 * One call in which a courier brings one bundle, as headquarters hears it. What has come stays when
 * the call is cut, and the next one goes on behind it. Not for use by several threads, but for what
 * is {@link #lacking}.
 */
public final class Arrival {

  private static final int PIECE = 64 * 1024; // bundle_service.proto, CarryResponse
  private static final long LOOK_EVERY = 8 << 20; // bytes
  private static final Set<RefusalCode> FOR_A_WHILE = Set.of(BUNDLE_DISK_FULL, BUNDLE_FILE_FAILED);

  private final ArrivalStore store;
  private final Consumer<CarryResponse> courier;
  private final boolean isTold;
  private boolean hasBegun;
  private boolean isOpen;
  private boolean isOver;
  private volatile long size;
  private volatile long held;

  /** {@code isTold}: the courier asked to be told what has come. */
  public Arrival(ArrivalStore store, Consumer<CarryResponse> courier, boolean isTold) {
    this.store = store;
    this.courier = courier;
    this.isTold = isTold;
  }

  /** What a courier says that does not belong where it says it: a fault of its program. */
  public static final class OutOfTurn extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Bytes that were announced and have not come. */
  public long lacking() {
    return Math.max(0, size - held);
  }

  /** Whether everything was said, the answer too. */
  public boolean isOver() {
    return isOver;
  }

  /** Refuses {@code BUNDLE_DISK_FULL}, and as {@link #completed}. */
  public void begin(CarryBegin begin) throws IOException {
    requireTurn(!hasBegun);
    hasBegun = true;
    Optional<DeviceId> landed = store.landed();
    if (landed.isPresent()) {
      answer(landed.get()); // what it was given of the answer before was cut
      return;
    }
    long coming = begin.getSize();
    store.requireRoom(coming); // before it counts: what a call says may be any number
    size = coming;
    held = store.held();
    if (held > size) {
      store.discard();
      held = 0;
    }
    store.requireRoom(size + store.announced()); // what is landed lies beside it
    store.open();
    isOpen = true;
    courier.accept(CarryResponse.newBuilder().setWantedFrom(held).build());
  }

  /** Refuses {@code BUNDLE_DISK_FULL}. */
  public void piece(ByteString piece) throws IOException {
    requireTurn(isOpen && held + piece.size() <= size);
    long before = held;
    held += piece.size();
    if (before / LOOK_EVERY != held / LOOK_EVERY) {
      store.requireRoom(LOOK_EVERY);
    }
    store.append(piece);
    sayHeld();
  }

  /** The courier has said all: it is taken, and answered. Refuses what cannot land. */
  public void completed() throws IOException {
    if (isOpen) {
      store.force(); // the courier's copy goes when it hears that this one is here
    }
    requireTurn(isOpen && held == size);
    isOpen = false;
    DeviceId device = landed();
    store.leave(); // a newer call waits until then, and goes straight to the answer
    answer(device);
  }

  /** Says how much has come, where the courier is told. */
  public void sayHeld() {
    if (isTold) {
      courier.accept(CarryResponse.newBuilder().setReceived(held).build());
    }
  }

  /**
   * What has come stays until it has landed, or was refused by name: a full disk, or a fault, costs
   * nobody the way.
   */
  private DeviceId landed() throws IOException {
    try {
      DeviceId device = store.take();
      store.note(device);
      store.discard();
      return device;
    } catch (RefusedException refused) {
      if (!FOR_A_WHILE.contains(refused.refusal().code())) {
        store.discard();
      }
      throw refused;
    }
  }

  private void answer(DeviceId device) throws IOException {
    Path answer = store.answer(device);
    try {
      give(answer);
    } finally {
      store.given(answer);
    }
    isOver = true;
  }

  private void give(Path answer) throws IOException {
    courier.accept(said(CarryOutcome.getDefaultInstance()));
    try (InputStream in = Files.newInputStream(answer)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        courier.accept(CarryResponse.newBuilder().setPiece(ByteString.copyFrom(piece)).build());
      }
    }
  }

  /** How a courier hears that its bundle is not taken. */
  public static CarryResponse refused(RefusalCode why) {
    return said(CarryOutcome.newBuilder().setRefused(why.name()).build());
  }

  private static CarryResponse said(CarryOutcome outcome) {
    return CarryResponse.newBuilder().setOutcome(outcome).build();
  }

  private static void requireTurn(boolean isInTurn) {
    if (!isInTurn) {
      throw new OutOfTurn();
    }
  }

  /** What a courier says next. */
  public void hear(CarryRequest request) throws IOException {
    switch (request.getMessageCase()) {
      case BEGIN -> begin(request.getBegin());
      case PIECE -> piece(request.getPiece());
      case MESSAGE_NOT_SET -> throw new OutOfTurn();
    }
  }
}
