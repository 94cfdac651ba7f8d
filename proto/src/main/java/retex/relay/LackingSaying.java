package retex.relay;

import com.google.protobuf.ByteString;
import java.util.List;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostsLacking;
import retex.proto.sync.v1.TeamRefusal;
import retex.refusal.RefusedException;

/** What headquarters says to a laptop that was told that its files are there. */
public final class LackingSaying {

  private LackingSaying() {}

  /** Refuses, by an exception, a device that may not speak. */
  public static LackingResponse answer(Posts posts, DeviceId sender, LackingRequest request) {
    try {
      FieldRules.check(request);
    } catch (RefusedException malformed) {
      return refused(TeamRefusal.TEAM_REFUSAL_MALFORMED);
    }
    if (request.getProtocol() != Mailing.PROTOCOL) {
      return refused(TeamRefusal.TEAM_REFUSAL_PROTOCOL);
    }
    List<FileHash> posted =
        request.getPostedList().stream().map(it -> FileHash.of(it.toByteArray())).toList();
    var lacking = PostsLacking.newBuilder();
    posts.lacking(sender, posted).forEach(it -> lacking.addPosted(ByteString.copyFrom(it.bytes())));
    return LackingResponse.newBuilder().setLacking(lacking).build();
  }

  public static LackingResponse refused(TeamRefusal why) {
    return LackingResponse.newBuilder().setRefused(why).build();
  }
}
