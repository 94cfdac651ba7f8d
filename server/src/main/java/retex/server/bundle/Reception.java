package retex.server.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_DISK_FULL;
import static retex.bundle.BundleRefusal.BUNDLE_FILE_FAILED;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.bundle.BundleFile;
import retex.bundle.BundleId;
import retex.bundle.BundleRefusal;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.proto.bundle.v1.CarryBegin;
import retex.proto.bundle.v1.CarryOutcome;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.bundle.Bundles.Taken;
import retex.server.device.DeviceRefusal;
import retex.server.device.Devices;

/**
 * One bundle that comes over the link of a laptop that carries it. What has come stays when the
 * link is cut, and the next call goes on behind it: a newer one of the same bundle ends the older,
 * whose courier may be gone while what it sent is still under way.
 */
final class Reception implements StreamObserver<CarryRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final int PIECE = 64 * 1024; // bundle_service.proto, CarryResponse
  private static final long LOOK_EVERY = 8 << 20; // bytes
  private static final Set<RefusalCode> FOR_A_WHILE = Set.of(BUNDLE_DISK_FULL, BUNDLE_FILE_FAILED);

  private final DeviceId courier;
  private final Bundles bundles;
  private final BundleFolder folder;
  private final CarriedBundles carried;
  private final Devices devices;
  private final ConcurrentMap<Path, Reception> receiving;
  private final StreamObserver<CarryResponse> laptop;
  private final boolean isTold;
  private final ReentrantLock speaking = new ReentrantLock();
  private Optional<BundleId> bundle = Optional.empty();
  private Optional<Path> part = Optional.empty();
  private Optional<FileChannel> out = Optional.empty();
  private volatile long size;
  private volatile long held;
  private boolean over;

  Reception(
      DeviceId courier,
      Bundles bundles,
      BundleFolder folder,
      CarriedBundles carried,
      Devices devices,
      ConcurrentMap<Path, Reception> receiving,
      StreamObserver<CarryResponse> laptop,
      boolean isTold) {
    this.isTold = isTold;
    this.receiving = receiving;
    this.courier = courier;
    this.bundles = bundles;
    this.folder = folder;
    this.carried = carried;
    this.devices = devices;
    this.laptop = laptop;
  }

  @Override
  public void onNext(CarryRequest request) {
    guarded(
        () -> {
          requireEnrolled();
          FieldRules.check(request);
          switch (request.getMessageCase()) {
            case BEGIN -> begin(request.getBegin());
            case PIECE -> write(request.getPiece());
            case MESSAGE_NOT_SET -> throw outOfTurn();
          }
        });
  }

  @Override
  public void onError(Throwable cut) {
    locked(this::close); // what has come stays
  }

  @Override
  public void onCompleted() {
    guarded(this::taken);
  }

  /** A laptop that was revoked stops at its next message. */
  private void requireEnrolled() {
    try {
      devices.publicKey(courier);
    } catch (RefusedException revoked) {
      throw new StatusRuntimeException(Status.PERMISSION_DENIED);
    }
  }

  private void begin(CarryBegin begin) throws IOException {
    if (part.isPresent()) {
      throw outOfTurn();
    }
    var id = BundleId.of(begin.getId().toByteArray());
    Path file = folder.carried(courier, id.hex());
    bundle = Optional.of(id);
    Optional.ofNullable(receiving.put(file, this)).ifPresent(Reception::superseded);
    part = Optional.of(file);
    Optional<DeviceId> landed = carried.ofWhom(courier, id);
    if (landed.isPresent()) {
      answer(landed.get()); // what it was given of the answer before was cut
      return;
    }
    long coming = begin.getSize();
    folder.requireRoom(file, coming); // before it counts: what a call says may be any number
    size = coming;
    held = Files.exists(file) ? Files.size(file) : 0;
    if (held > size) {
      folder.remove(file);
      held = 0;
    }
    folder.requireRoom(file, size + lacking()); // what is landed lies beside it
    out = Optional.of(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    laptop.onNext(CarryResponse.newBuilder().setWantedFrom(held).build());
  }

  private void write(ByteString piece) throws IOException {
    if (out.isEmpty() || held + piece.size() > size) {
      throw outOfTurn();
    }
    long before = held;
    held += piece.size();
    if (before / LOOK_EVERY != held / LOOK_EVERY) {
      folder.requireRoom(part.orElseThrow(), LOOK_EVERY);
    }
    for (ByteBuffer left : piece.asReadOnlyByteBufferList()) {
      while (left.hasRemaining()) {
        out.get().write(left);
      }
    }
    sayHeld();
  }

  /** Bytes that are to come yet over all calls, as each has said. */
  private long lacking() {
    return receiving.values().stream().mapToLong(it -> Math.max(0, it.size - it.held)).sum();
  }

  private void taken() throws IOException {
    if (out.isPresent()) {
      out.get().force(true); // the courier's copy goes when it hears that this one is here
    }
    closeFile();
    Path file = part.filter(it -> held == size).orElseThrow(Reception::outOfTurn);
    DeviceId device = landed(file);
    close(); // a newer call of the same bundle waits until then, and goes straight to the answer
    answer(device);
  }

  /**
   * What has come stays until it has landed, or was refused by name: a full disk, or a fault, costs
   * nobody the way.
   */
  private DeviceId landed(Path file) throws IOException {
    try (var saying = new Saying(this::sayHeld)) {
      Taken taken = bundles.takeHere(folder.linked(file), "device:" + courier.hex());
      carried.landed(courier, bundle.orElseThrow(), taken.device());
      folder.remove(file);
      return taken.device();
    } catch (RefusedException refused) {
      if (!FOR_A_WHILE.contains(refused.refusal().code())) {
        folder.remove(file);
      }
      throw refused;
    }
  }

  private void sayHeld() {
    if (isTold) {
      laptop.onNext(CarryResponse.newBuilder().setReceived(held).build());
    }
  }

  private void answer(DeviceId device) throws IOException {
    Path answer = folder.answer();
    try {
      answer(device, answer);
      give(answer);
    } finally {
      folder.remove(answer);
    }
    over = true;
    close();
    laptop.onCompleted();
  }

  /** Said by the names of bundles: a courier knows no others. */
  private void answer(DeviceId device, Path answer) {
    try {
      bundles.answer(device, answer, "device:" + courier.hex());
    } catch (RefusedException refused) {
      if (refused.refusal().code() == DeviceRefusal.DEVICE_REVOKED) {
        throw BundleRefusal.BUNDLE_DEVICE_REVOKED.at("").asException();
      }
      throw refused;
    }
  }

  private void give(Path answer) throws IOException {
    laptop.onNext(CarryResponse.newBuilder().setOutcome(CarryOutcome.getDefaultInstance()).build());
    try (InputStream in = Files.newInputStream(answer)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        laptop.onNext(CarryResponse.newBuilder().setPiece(ByteString.copyFrom(piece)).build());
      }
    }
  }

  /** A newer call brings the same bundle: what this one still hears is not written any more. */
  private void superseded() {
    locked(
        () -> {
          if (!over) {
            end(() -> laptop.onError(new StatusRuntimeException(Status.ABORTED)));
          }
        });
  }

  private void locked(Runnable work) {
    speaking.lock();
    try {
      work.run();
    } finally {
      speaking.unlock();
    }
  }

  private void guarded(Work work) {
    locked(() -> tried(work));
  }

  private void tried(Work work) {
    if (over) {
      return;
    }
    try {
      work.run();
    } catch (RefusedException refused) {
      String code = refused.refusal().code().name();
      LOG.info("bundle.carry-refused courier={} code={}", courier, code);
      end(
          () -> {
            laptop.onNext(
                CarryResponse.newBuilder()
                    .setOutcome(CarryOutcome.newBuilder().setRefused(code))
                    .build());
            laptop.onCompleted();
          });
    } catch (IOException e) {
      end(() -> laptop.onError(new StatusRuntimeException(Status.RESOURCE_EXHAUSTED)));
    } catch (StatusRuntimeException e) {
      end(() -> laptop.onError(e));
    } catch (RuntimeException bug) {
      LOG.error("bundle.incident courier={} at={}", courier, bug.getStackTrace()[0]);
      end(() -> laptop.onError(new StatusRuntimeException(Status.INTERNAL)));
    }
  }

  private void end(Runnable last) {
    over = true;
    close();
    last.run();
  }

  private void close() {
    part.ifPresent(it -> receiving.remove(it, this));
    closeFile();
  }

  private void closeFile() {
    out.ifPresent(
        it -> {
          try {
            it.close();
          } catch (IOException e) {
            throw BundleFile.failed(e, part.orElseThrow());
          }
        });
    out = Optional.empty();
  }

  private static StatusRuntimeException outOfTurn() {
    return new StatusRuntimeException(Status.INVALID_ARGUMENT);
  }

  private interface Work {
    void run() throws IOException;
  }
}
