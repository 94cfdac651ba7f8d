package retex.server.sync;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamRefusal;
import retex.proto.sync.v1.TeamServiceGrpc.TeamServiceImplBase;
import retex.refusal.RefusedException;
import retex.relay.LackingSaying;
import retex.relay.Posts;
import retex.server.relay.TeamPosts;

/** The gRPC edge of files that laptops of a team have for each other. */
@Singleton
final class TeamEndpoint extends TeamServiceImplBase {

  private static final Logger LOG = LoggerFactory.getLogger(TeamEndpoint.class);

  private final Posts posts;
  private final OpenFetches fetches;

  TeamEndpoint(TeamPosts posts, OpenFetches fetches) {
    this.posts = posts.posts();
    this.fetches = fetches;
  }

  @Override
  public StreamObserver<PostRequest> post(StreamObserver<PostResponse> laptop) {
    DeviceId sender = Peers.device();
    return new Posting(sender, posts, new Outward<>(laptop));
  }

  @Override
  public void fetch(FetchRequest request, StreamObserver<FetchResponse> laptop) {
    fetches.begin(new Fetching(Peers.device(), request, posts, new Outward<>(laptop)));
  }

  @Override
  public void lacking(LackingRequest request, StreamObserver<LackingResponse> laptop) {
    DeviceId sender = Peers.device();
    try {
      laptop.onNext(LackingSaying.answer(posts, sender, request));
      laptop.onCompleted();
    } catch (RefusedException refused) {
      laptop.onNext(LackingSaying.refused(why(refused)));
      laptop.onCompleted();
    } catch (RuntimeException bug) {
      LOG.error("team.incident device={} at={}", sender, bug.getStackTrace()[0]);
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
  }

  /** Why a laptop may not speak. */
  static TeamRefusal why(RefusedException refused) {
    return refused.refusal().code().name().equals("DEVICE_UNKNOWN")
        ? TeamRefusal.TEAM_REFUSAL_DEVICE_UNKNOWN
        : TeamRefusal.TEAM_REFUSAL_REVOKED;
  }
}
