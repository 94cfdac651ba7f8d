package retex.server.bundle;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.bundle.Arrival;
import retex.bundle.ArrivalStore;
import retex.bundle.BundleFile;
import retex.bundle.BundleId;
import retex.bundle.BundleRefusal;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.refusal.RefusedException;
import retex.server.device.DeviceRefusal;
import retex.server.device.Devices;

/**
 * One bundle that comes over the link of a laptop that carries it. What has come stays when the
 * link is cut, and the next call goes on behind it: a newer one of the same bundle ends the older,
 * whose courier may be gone while what it sent is still under way.
 */
final class Reception implements StreamObserver<CarryRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final DeviceId courier;
  private final Bundles bundles;
  private final BundleFolder folder;
  private final CarriedBundles carried;
  private final Devices devices;
  private final ConcurrentMap<Path, Reception> receiving;
  private final StreamObserver<CarryResponse> laptop;
  private final Arrival arrival;
  private final ReentrantLock speaking = new ReentrantLock();
  private Optional<BundleId> bundle = Optional.empty();
  private Optional<Path> part = Optional.empty();
  private Optional<FileChannel> out = Optional.empty();
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
    this.arrival = new Arrival(new Parts(), laptop::onNext, isTold);
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
          if (request.hasBegin() && part.isEmpty()) {
            register(BundleId.of(request.getBegin().getId().toByteArray()));
          }
          arrival.hear(request);
          endIfOver();
        });
  }

  @Override
  public void onError(Throwable cut) {
    locked(this::close); // what has come stays
  }

  @Override
  public void onCompleted() {
    guarded(
        () -> {
          arrival.completed();
          endIfOver();
        });
  }

  /** A laptop that was revoked stops at its next message. */
  private void requireEnrolled() {
    try {
      devices.publicKey(courier);
    } catch (RefusedException revoked) {
      throw new StatusRuntimeException(Status.PERMISSION_DENIED);
    }
  }

  private void register(BundleId id) {
    Path file = folder.carried(courier, id.hex());
    bundle = Optional.of(id);
    Optional.ofNullable(receiving.put(file, this)).ifPresent(Reception::superseded);
    part = Optional.of(file);
  }

  private void endIfOver() {
    if (arrival.isOver()) {
      end(laptop::onCompleted);
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
            laptop.onNext(Arrival.refused(refused.refusal().code()));
            laptop.onCompleted();
          });
    } catch (Arrival.OutOfTurn fault) {
      end(() -> laptop.onError(new StatusRuntimeException(Status.INVALID_ARGUMENT)));
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

  private interface Work {
    void run() throws IOException;
  }

  /** What has come of it: a file in our folder, which stays until it has landed. */
  private final class Parts implements ArrivalStore {

    private Path file() {
      return part.orElseThrow();
    }

    @Override
    public Optional<DeviceId> landed() {
      return carried.ofWhom(courier, bundle.orElseThrow());
    }

    @Override
    public long held() throws IOException {
      return Files.exists(file()) ? Files.size(file()) : 0;
    }

    @Override
    public void requireRoom(long bytes) {
      folder.requireRoom(file(), bytes);
    }

    @Override
    public long announced() {
      return receiving.values().stream().mapToLong(it -> it.arrival.lacking()).sum();
    }

    @Override
    public void open() throws IOException {
      out =
          Optional.of(
              FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    @Override
    public void append(ByteString piece) throws IOException {
      for (ByteBuffer left : piece.asReadOnlyByteBufferList()) {
        while (left.hasRemaining()) {
          out.orElseThrow().write(left);
        }
      }
    }

    @Override
    public void force() throws IOException {
      out.orElseThrow().force(true);
      closeFile();
    }

    @Override
    public DeviceId take() {
      try (var saying = new Saying(arrival::sayHeld)) {
        return bundles.takeHere(folder.linked(file()), "device:" + courier.hex()).device();
      }
    }

    @Override
    public void note(DeviceId device) {
      carried.landed(courier, bundle.orElseThrow(), device);
    }

    @Override
    public void discard() {
      folder.remove(file());
    }

    @Override
    public void leave() {
      close();
    }

    /** Said by the names of bundles: a courier knows no others. */
    @Override
    public Path answer(DeviceId device) {
      Path answer = folder.answer();
      try {
        bundles.answer(device, answer, "device:" + courier.hex());
        return answer;
      } catch (RefusedException refused) {
        folder.remove(answer);
        if (refused.refusal().code() == DeviceRefusal.DEVICE_REVOKED) {
          throw BundleRefusal.BUNDLE_DEVICE_REVOKED.at("").asException();
        }
        throw refused;
      }
    }

    @Override
    public void given(Path answer) {
      folder.remove(answer);
    }
  }
}
