package retex.server.sync;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.refusal.RefusedException;
import retex.relay.Measures;
import retex.relay.PostReceiving;
import retex.relay.Posts;

/**
 * One call in which a laptop hands over a file for others of its team. gRPC calls an observer from
 * one thread at a time, so it needs no lock.
 */
final class Posting implements StreamObserver<PostRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Posting.class);

  private final DeviceId sender;
  private final StreamObserver<PostResponse> laptop;
  private final PostReceiving receiving;
  private boolean over;

  Posting(DeviceId sender, Posts posts, StreamObserver<PostResponse> laptop) {
    this.sender = sender;
    this.laptop = laptop;
    this.receiving = new PostReceiving(sender, posts, Measures.CONTRACT, laptop::onNext);
  }

  @Override
  public void onNext(PostRequest request) {
    guarded(() -> receiving.hear(request));
  }

  @Override
  public void onError(Throwable cut) {
    over = true;
  }

  @Override
  public void onCompleted() {
    guarded(receiving::completed);
  }

  private void guarded(Runnable act) {
    if (over) {
      return;
    }
    try {
      try {
        act.run();
      } catch (RefusedException refused) {
        receiving.end(TeamEndpoint.why(refused));
      }
      if (receiving.isOver()) {
        over = true;
        laptop.onCompleted();
      }
    } catch (StatusRuntimeException unread) {
      over = true;
      laptop.onError(unread);
    } catch (RuntimeException bug) {
      LOG.error("team.incident device={} at={}", sender, bug.getStackTrace()[0]);
      over = true;
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
  }
}
