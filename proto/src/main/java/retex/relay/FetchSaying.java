package retex.relay;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.TeamPiece;
import retex.proto.sync.v1.TeamRefusal;
import retex.refusal.RefusedException;

/**
 * One call in which a laptop is told what waits for it, as headquarters says it. Refuses, by an
 * exception, a device that may not speak. For one thread at a time.
 */
public final class FetchSaying {

  private final DeviceId device;
  private final FetchRequest request;
  private final Posts posts;
  private final Measures measures;
  private final Consumer<FetchResponse> laptop;
  private final BooleanSupplier isOver;
  private boolean begun;
  private long said; // bytes of files

  /** {@code isOver}: nobody hears it any more, or not for long. */
  public FetchSaying(
      DeviceId device,
      FetchRequest request,
      Posts posts,
      Measures measures,
      Consumer<FetchResponse> laptop,
      BooleanSupplier isOver) {
    this.device = device;
    this.request = request;
    this.posts = posts;
    this.measures = measures;
    this.laptop = laptop;
    this.isOver = isOver;
  }

  /** Says what waits; true where nothing did, and the laptop stays until something does. */
  public boolean stays() {
    if (!begun && !begin()) {
      return false;
    }
    long after = 0;
    Optional<Post> next = posts.next(device, after);
    while (next.isPresent() && isMoreAskedFor() && !isOver.getAsBoolean()) {
      say(next.get());
      after = next.get().number();
      next = posts.next(device, after);
    }
    return said == 0 && next.isEmpty() && request.getStays();
  }

  private boolean begin() {
    begun = true;
    try {
      FieldRules.check(request);
    } catch (RefusedException malformed) {
      refuse(TeamRefusal.TEAM_REFUSAL_MALFORMED);
      return false;
    }
    if (request.getProtocol() != Mailing.PROTOCOL) {
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

  private void say(Post it) {
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
    while (at < bytes.length && isMoreAskedFor() && !isOver.getAsBoolean()) {
      int to = Math.min(bytes.length, at + most());
      posts.requireWelcome(device);
      ByteString next = ByteString.copyFrom(Arrays.copyOfRange(bytes, at, to));
      laptop.accept(
          FetchResponse.newBuilder().setPiece(piece.setOffset(at).setContent(next)).build());
      said += to - at;
      at = to;
    }
  }

  private int most() {
    return request.getMost() == 0
        ? measures.down()
        : (int) Math.min(measures.down(), request.getMost() - said);
  }

  /** Why it goes no further is the last that is said. */
  public void refuse(TeamRefusal why) {
    laptop.accept(FetchResponse.newBuilder().setRefused(why).build());
  }

  private static String hex(ByteString name) {
    return HexFormat.of().formatHex(name.toByteArray());
  }
}
