package retex.server.sync;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.exchange.Headquarters;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;

/**
 * One call of one laptop: hands what comes to {@link Headquarters} and what that says to gRPC.
 * Holds no rule. Locked, because a laptop that stays is also told what comes up meanwhile; that is
 * left for later while it is being spoken to, or still takes what was said before. What waits is
 * said as there is room, in gRPC's turns for this call: so what the laptop says is heard between.
 */
final class Session implements StreamObserver<ExchangeRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final DeviceId device;
  private final Headquarters headquarters;
  private final Presence presence;
  private final Outward<ExchangeResponse> laptop;
  private final OpenSessions open;
  private final ReentrantLock speaking = new ReentrantLock();
  private boolean over;

  Session(
      DeviceId device,
      Headquarters headquarters,
      Presence presence,
      Outward<ExchangeResponse> laptop,
      OpenSessions open) {
    this.device = device;
    this.headquarters = headquarters;
    this.presence = presence;
    this.laptop = laptop;
    this.open = open;
  }

  @Override
  public void onNext(ExchangeRequest request) {
    locked(() -> guarded(() -> headquarters.heard(request)));
  }

  @Override
  public void onError(Throwable cut) {
    locked(this::end);
  }

  @Override
  public void onCompleted() {
    locked(
        () -> {
          if (!over) {
            end();
            laptop.onCompleted();
          }
        });
  }

  /** Says what has become new since the last time. */
  void wake() {
    if (speaking.tryLock()) {
      try {
        if (laptop.isFree()) {
          guarded(headquarters::wake);
        }
      } finally {
        speaking.unlock();
      }
    }
  }

  /** Says more of what waits, once there is room again. */
  void goOn() {
    locked(() -> guarded(headquarters::goOn));
  }

  private void locked(Runnable work) {
    speaking.lock();
    try {
      work.run();
    } finally {
      speaking.unlock();
    }
  }

  Presence presence() {
    return presence;
  }

  private void guarded(Runnable work) {
    if (over) {
      return;
    }
    try {
      work.run();
    } catch (StatusRuntimeException unread) {
      LOG.info("sync.unread device={}", device);
      end();
      laptop.onError(unread);
      return;
    } catch (RuntimeException bug) {
      incident(device, bug);
      end();
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
      return;
    }
    headquarters
        .refused()
        .ifPresent(
            it -> {
              LOG.info(
                  "sync.refused device={} number={} code={}", device, it.getNumber(), it.getCode());
              end();
            });
  }

  /** Its place alone: an exception's words could be a record's. */
  static void incident(DeviceId device, RuntimeException bug) {
    LOG.error("sync.incident device={} at={}", device, bug.getStackTrace()[0]);
  }

  private void end() {
    if (!over) {
      over = true;
      open.remove(this);
      headquarters.close();
    }
  }
}
