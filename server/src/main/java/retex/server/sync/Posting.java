package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.PostBegin;
import retex.proto.sync.v1.PostKept;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamRefusal;
import retex.refusal.RefusedException;
import retex.server.relay.Posted;
import retex.server.relay.TeamPosts;

/**
 * One call in which a laptop hands over a file for others of its team. gRPC calls an observer from
 * one thread at a time, so it needs no lock.
 */
final class Posting implements StreamObserver<PostRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Posting.class);
  private static final int TELL_EVERY = 16_384; // bytes

  private final DeviceId sender;
  private final TeamPosts posts;
  private final StreamObserver<PostResponse> laptop;
  private Optional<Posted> post = Optional.empty();
  private long here; // bytes of the file
  private long told;
  private boolean over;

  Posting(DeviceId sender, TeamPosts posts, StreamObserver<PostResponse> laptop) {
    this.sender = sender;
    this.posts = posts;
    this.laptop = laptop;
  }

  @Override
  public void onNext(PostRequest request) {
    guarded(() -> heard(request));
  }

  @Override
  public void onError(Throwable cut) {
    over = true;
  }

  @Override
  public void onCompleted() {
    guarded(this::finish);
  }

  private void guarded(Runnable act) {
    if (over) {
      return;
    }
    try {
      act.run();
    } catch (RefusedException refused) {
      end(TeamEndpoint.why(refused));
    } catch (StatusRuntimeException unread) {
      over = true;
      laptop.onError(unread);
    } catch (RuntimeException bug) {
      LOG.error("team.incident device={} at={}", sender, bug.getStackTrace()[0]);
      over = true;
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
  }

  private void heard(PostRequest request) {
    try {
      FieldRules.check(request);
    } catch (RefusedException malformed) {
      end(TeamRefusal.TEAM_REFUSAL_MALFORMED);
      return;
    }
    switch (request.getMessageCase()) {
      case BEGIN -> begin(request.getBegin());
      case PIECE -> take(request.getPiece());
      case MESSAGE_NOT_SET -> end(TeamRefusal.TEAM_REFUSAL_MALFORMED);
    }
  }

  private void begin(PostBegin begin) {
    if (post.isPresent()) {
      end(TeamRefusal.TEAM_REFUSAL_OUT_OF_TURN);
      return;
    }
    if (begin.getProtocol() != TeamEndpoint.PROTOCOL) {
      end(TeamRefusal.TEAM_REFUSAL_PROTOCOL);
      return;
    }
    var said =
        new Posted(
            sender,
            FileHash.of(begin.getSha256().toByteArray()),
            begin.getSize(),
            HexFormat.of().formatHex(begin.getTopic().toByteArray()),
            begin.getRecipientsList().stream().map(it -> DeviceId.of(it.toByteArray())).toList());
    Optional<TeamPosts.No> no = posts.no(said);
    if (no.isPresent()) {
      end(code(no.get()));
      return;
    }
    post = Optional.of(said);
    here = posts.begun(said);
    told = here;
    laptop.onNext(PostResponse.newBuilder().setWantedFrom(here).build());
  }

  private void take(ByteString piece) {
    if (post.isEmpty() || !posts.append(post.get(), here, piece.toByteArray())) {
      end(TeamRefusal.TEAM_REFUSAL_OUT_OF_TURN);
      return;
    }
    here += piece.size();
    if (here - told >= TELL_EVERY) {
      told = here;
      laptop.onNext(PostResponse.newBuilder().setReceived(here).build());
    }
  }

  /** One that ends its half before the file's end comes again. */
  private void finish() {
    if (post.isPresent() && here == post.get().size()) {
      Optional<TeamPosts.No> no = posts.keep(post.get());
      if (no.isPresent()) {
        end(code(no.get()));
        return;
      }
      var kept = PostKept.newBuilder();
      posts.leftOut(post.get()).forEach(it -> kept.addLeftOut(ByteString.copyFrom(it.bytes())));
      laptop.onNext(PostResponse.newBuilder().setKept(kept).build());
    }
    over = true;
    laptop.onCompleted();
  }

  private void end(TeamRefusal why) {
    over = true;
    laptop.onNext(PostResponse.newBuilder().setRefused(why).build());
    laptop.onCompleted();
  }

  private static TeamRefusal code(TeamPosts.No no) {
    return switch (no) {
      case TOO_LARGE -> TeamRefusal.TEAM_REFUSAL_TOO_LARGE;
      case NOBODY -> TeamRefusal.TEAM_REFUSAL_NOBODY;
      case MISSION_MISSING -> TeamRefusal.TEAM_REFUSAL_MISSION_MISSING;
      case FULL -> TeamRefusal.TEAM_REFUSAL_FULL;
      case HASH_WRONG -> TeamRefusal.TEAM_REFUSAL_HASH_WRONG;
    };
  }
}
