package retex.server.sync;

import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import retex.contract.DeviceId;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamServiceGrpc.TeamServiceImplBase;
import retex.server.relay.TeamPosts;

/** The gRPC edge of files that laptops of a team have for each other. */
@Singleton
final class TeamEndpoint extends TeamServiceImplBase {

  private final TeamPosts posts;
  private final OpenFetches fetches;

  TeamEndpoint(TeamPosts posts, OpenFetches fetches) {
    this.posts = posts;
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
}
