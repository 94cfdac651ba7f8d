package retex.server.sync;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.refusal.RefusedException;
import retex.relay.FetchSaying;
import retex.relay.Measures;
import retex.relay.Posts;

/**
 * One call in which a laptop is told what waits for it. Made in the call's thread; then for one
 * thread at a time.
 */
final class Fetching {

  private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

  private final DeviceId device;
  private final StreamObserver<FetchResponse> laptop;
  private final FetchSaying saying;
  private final Context call = Context.current();
  private volatile boolean superseded;

  Fetching(
      DeviceId device, FetchRequest request, Posts posts, StreamObserver<FetchResponse> laptop) {
    this.device = device;
    this.laptop = laptop;
    this.saying =
        new FetchSaying(device, request, posts, Measures.CONTRACT, laptop::onNext, this::isOver);
  }

  DeviceId device() {
    return device;
  }

  /** The laptop has begun a newer call: this one ends behind what it is about to say. */
  void superseded() {
    superseded = true;
  }

  private boolean isOver() {
    return superseded || call.isCancelled();
  }

  /** Says what waits; true where nothing did, and the laptop stays until something does. */
  boolean staysAfterSaying() {
    if (call.isCancelled()) {
      return false;
    }
    try {
      if (isToStay()) {
        return true;
      }
      laptop.onCompleted();
    } catch (StatusRuntimeException unread) {
      laptop.onError(unread);
    } catch (RuntimeException bug) {
      LOG.error("team.incident device={} at={}", device, bug.getStackTrace()[0]);
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
    return false;
  }

  private boolean isToStay() {
    try {
      return saying.stays() && !superseded;
    } catch (RefusedException refused) {
      saying.refuse(TeamEndpoint.why(refused));
      return false;
    }
  }
}
