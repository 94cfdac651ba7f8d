package retex.server.sync;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.delivery.FileIntake;
import retex.delivery.Measures;
import retex.delivery.Receiving;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileRefusal;
import retex.refusal.RefusedException;
import retex.server.device.DeviceRefusal;

/**
 * A {@link Receiving} over a line. gRPC calls an observer from one thread at a time, so it needs no
 * lock.
 */
final class Delivery implements StreamObserver<DeliverRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final DeviceId device;
  private final Receiving receiving;
  private final StreamObserver<DeliverResponse> laptop;

  Delivery(DeviceId device, FileIntake files, StreamObserver<DeliverResponse> laptop) {
    this.device = device;
    this.laptop = laptop;
    this.receiving =
        new Receiving(
            device,
            files,
            Measures.CONTRACT,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            laptop::onNext);
  }

  @Override
  public void onNext(DeliverRequest request) {
    if (receiving.isOver()) {
      return;
    }
    try {
      hear(request);
      if (receiving.isOver()) {
        laptop.onCompleted();
      }
    } catch (StatusRuntimeException unread) {
      receiving.left();
      laptop.onError(unread);
    } catch (RuntimeException bug) {
      LOG.error("sync.incident device={} at={}", device, bug.getStackTrace()[0]);
      receiving.left();
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
  }

  private void hear(DeliverRequest request) {
    try {
      receiving.hear(request);
    } catch (RefusedException refused) {
      boolean isUnknown = refused.refusal().code() == DeviceRefusal.DEVICE_UNKNOWN;
      receiving.end(
          isUnknown ? FileRefusal.FILE_REFUSAL_DEVICE_UNKNOWN : FileRefusal.FILE_REFUSAL_REVOKED);
    }
  }

  @Override
  public void onError(Throwable cut) {
    receiving.left();
  }

  @Override
  public void onCompleted() {
    if (!receiving.isOver()) {
      receiving.left();
      laptop.onCompleted();
    }
  }
}
