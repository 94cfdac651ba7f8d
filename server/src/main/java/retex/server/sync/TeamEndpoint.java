package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.PostsLacking;
import retex.proto.sync.v1.TeamRefusal;
import retex.proto.sync.v1.TeamServiceGrpc.TeamServiceImplBase;
import retex.refusal.RefusedException;
import retex.server.relay.TeamPosts;

/** The gRPC edge of files that laptops of a team have for each other. */
@Singleton
final class TeamEndpoint extends TeamServiceImplBase {

  private static final Logger LOG = LoggerFactory.getLogger(TeamEndpoint.class);
  static final int PROTOCOL = 1; // of all its calls

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

  @Override
  public void lacking(LackingRequest request, StreamObserver<LackingResponse> laptop) {
    DeviceId sender = Peers.device();
    try {
      laptop.onNext(answer(sender, request));
      laptop.onCompleted();
    } catch (RefusedException refused) {
      laptop.onNext(refused(why(refused)));
      laptop.onCompleted();
    } catch (RuntimeException bug) {
      LOG.error("team.incident device={} at={}", sender, bug.getStackTrace()[0]);
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
  }

  private LackingResponse answer(DeviceId sender, LackingRequest request) {
    try {
      FieldRules.check(request);
    } catch (RefusedException malformed) {
      return refused(TeamRefusal.TEAM_REFUSAL_MALFORMED);
    }
    if (request.getProtocol() != PROTOCOL) {
      return refused(TeamRefusal.TEAM_REFUSAL_PROTOCOL);
    }
    List<FileHash> posted =
        request.getPostedList().stream().map(it -> FileHash.of(it.toByteArray())).toList();
    var lacking = PostsLacking.newBuilder();
    posts.lacking(sender, posted).forEach(it -> lacking.addPosted(ByteString.copyFrom(it.bytes())));
    return LackingResponse.newBuilder().setLacking(lacking).build();
  }

  private static LackingResponse refused(TeamRefusal why) {
    return LackingResponse.newBuilder().setRefused(why).build();
  }

  /** Why a laptop may not speak. */
  static TeamRefusal why(RefusedException refused) {
    return refused.refusal().code().name().equals("DEVICE_UNKNOWN")
        ? TeamRefusal.TEAM_REFUSAL_DEVICE_UNKNOWN
        : TeamRefusal.TEAM_REFUSAL_REVOKED;
  }
}
