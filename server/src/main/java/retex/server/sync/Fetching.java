package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.TeamPiece;
import retex.proto.sync.v1.TeamRefusal;
import retex.refusal.RefusedException;
import retex.server.relay.TeamPosts;
import retex.server.relay.Waiting;

/**
 * One call in which a laptop is told what waits for it. Made in the call's thread; then for one
 * thread at a time.
 */
final class Fetching {

  private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
  private static final int PIECE = 16_384; // bytes: half a second at 256 kbit/s

  private final DeviceId device;
  private final FetchRequest request;
  private final TeamPosts posts;
  private final StreamObserver<FetchResponse> laptop;
  private final Context call = Context.current();
  private volatile boolean superseded;
  private boolean begun;
  private long said; // bytes of files

  Fetching(
      DeviceId device,
      FetchRequest request,
      TeamPosts posts,
      StreamObserver<FetchResponse> laptop) {
    this.device = device;
    this.request = request;
    this.posts = posts;
    this.laptop = laptop;
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
      return stays();
    } catch (RefusedException refused) {
      refuse(TeamEndpoint.why(refused));
    } catch (StatusRuntimeException unread) {
      laptop.onError(unread);
    } catch (RuntimeException bug) {
      LOG.error("team.incident device={} at={}", device, bug.getStackTrace()[0]);
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
    return false;
  }

  private boolean stays() {
    if (!begun && !begin()) {
      return false;
    }
    long after = 0;
    Optional<Waiting> next = posts.next(device, after);
    while (next.isPresent() && isMoreAskedFor() && !isOver()) {
      say(next.get());
      after = next.get().number();
      next = posts.next(device, after);
    }
    if (said == 0 && next.isEmpty() && request.getStays() && !superseded) {
      return true;
    }
    laptop.onCompleted();
    return false;
  }

  private boolean begin() {
    begun = true;
    try {
      FieldRules.check(request);
    } catch (RefusedException malformed) {
      refuse(TeamRefusal.TEAM_REFUSAL_MALFORMED);
      return false;
    }
    if (request.getProtocol() != TeamEndpoint.PROTOCOL) {
      refuse(TeamRefusal.TEAM_REFUSAL_PROTOCOL);
      return false;
    }
    if (!request.getHeld().isEmpty()) {
      posts.had(device, hex(request.getHeld()));
    }
    return true;
  }

  private boolean isMoreAskedFor() {
    return request.getMost() == 0 || said < request.getMost();
  }

  private void say(Waiting it) {
    Optional<byte[]> content = posts.content(it);
    if (content.isEmpty()) {
      return;
    }
    byte[] bytes = content.get();
    boolean isPartHeld = hex(request.getPart()).equals(it.item()) && said == 0;
    int at = isPartHeld ? (int) Math.min(request.getOffset(), bytes.length - 1) : 0;
    var piece =
        TeamPiece.newBuilder()
            .setItem(ByteString.copyFrom(HexFormat.of().parseHex(it.item())))
            .setSha256(ByteString.copyFrom(it.file().bytes()))
            .setSize(bytes.length)
            .setSender(ByteString.copyFrom(it.sender().bytes()));
    while (at < bytes.length && isMoreAskedFor() && !isOver()) {
      int most = request.getMost() == 0 ? PIECE : (int) Math.min(PIECE, request.getMost() - said);
      int to = Math.min(bytes.length, at + most);
      posts.requireWelcome(device);
      laptop.onNext(
          FetchResponse.newBuilder()
              .setPiece(
                  piece
                      .setOffset(at)
                      .setContent(ByteString.copyFrom(Arrays.copyOfRange(bytes, at, to))))
              .build());
      said += to - at;
      at = to;
    }
  }

  private void refuse(TeamRefusal why) {
    laptop.onNext(FetchResponse.newBuilder().setRefused(why).build());
    laptop.onCompleted();
  }

  private static String hex(ByteString name) {
    return HexFormat.of().formatHex(name.toByteArray());
  }
}
