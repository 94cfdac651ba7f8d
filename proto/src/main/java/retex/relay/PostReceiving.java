package retex.relay;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.PostBegin;
import retex.proto.sync.v1.PostKept;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamRefusal;
import retex.refusal.RefusedException;

/**
 * One call in which a laptop hands over a file for others of its team, as headquarters hears it.
 * Refuses, by an exception, a device that may not speak. For one thread at a time.
 */
public final class PostReceiving {

  private final DeviceId sender;
  private final Posts posts;
  private final Measures measures;
  private final Consumer<PostResponse> laptop;
  private Optional<Posted> post = Optional.empty();
  private Posts.Begun begun = new Posts.Begun(0, 0);
  private long here; // bytes of the file
  private long told;
  private boolean isOver;

  public PostReceiving(
      DeviceId sender, Posts posts, Measures measures, Consumer<PostResponse> laptop) {
    this.sender = sender;
    this.posts = posts;
    this.measures = measures;
    this.laptop = laptop;
  }

  /** Whether everything was said. */
  public boolean isOver() {
    return isOver;
  }

  /** What the laptop says next. */
  public void hear(PostRequest request) {
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
    if (begin.getProtocol() != Mailing.PROTOCOL) {
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
    Optional<Posts.No> no = posts.no(said);
    if (no.isPresent()) {
      end(code(no.get()));
      return;
    }
    post = Optional.of(said);
    begun = posts.begun(said);
    here = begun.here();
    told = here;
    laptop.accept(PostResponse.newBuilder().setWantedFrom(here).build());
  }

  private void take(ByteString piece) {
    if (post.isEmpty() || !posts.append(post.get(), begun, here, piece.toByteArray())) {
      end(TeamRefusal.TEAM_REFUSAL_OUT_OF_TURN);
      return;
    }
    here += piece.size();
    if (here - told >= measures.tellEvery()) {
      told = here;
      laptop.accept(PostResponse.newBuilder().setReceived(here).build());
    }
  }

  /** The laptop has said all; a file that ended before its end comes again. */
  public void completed() {
    if (post.isPresent() && here == post.get().size()) {
      Optional<Posts.No> no = posts.keep(post.get(), begun);
      if (no.isPresent()) {
        end(code(no.get()));
        return;
      }
      var kept = PostKept.newBuilder();
      posts.leftOut(post.get()).forEach(it -> kept.addLeftOut(ByteString.copyFrom(it.bytes())));
      laptop.accept(PostResponse.newBuilder().setKept(kept).build());
    }
    isOver = true;
  }

  /** Why it goes no further is the last that is said. */
  public void end(TeamRefusal why) {
    isOver = true;
    laptop.accept(PostResponse.newBuilder().setRefused(why).build());
  }

  private static TeamRefusal code(Posts.No no) {
    return switch (no) {
      case TOO_LARGE -> TeamRefusal.TEAM_REFUSAL_TOO_LARGE;
      case NOBODY -> TeamRefusal.TEAM_REFUSAL_NOBODY;
      case MISSION_MISSING -> TeamRefusal.TEAM_REFUSAL_MISSION_MISSING;
      case FULL -> TeamRefusal.TEAM_REFUSAL_FULL;
      case HASH_WRONG -> TeamRefusal.TEAM_REFUSAL_HASH_WRONG;
      case OUT_OF_TURN -> TeamRefusal.TEAM_REFUSAL_OUT_OF_TURN;
    };
  }
}
