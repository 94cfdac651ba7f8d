package retex.team;

import com.google.protobuf.ByteString;
import java.util.Optional;
import retex.contract.SomeLog;
import retex.proto.team.v1.Content;
import retex.proto.team.v1.SignedContribution;

/** Reads what a colleague has signed and whose content is anything. */
public final class SignedForFuzzing {

  private static final String DOMAIN = "retex.team.contribution.v1";
  private static final TeamKey KEY = TeamKey.of(SomeLog.key(7));

  private SignedForFuzzing() {}

  /** As a contribution to the share that it names, read and joined as a receiver does. */
  public static void contribution(byte[] bytes) {
    ByteString share = share(bytes).orElse(ByteString.copyFrom(new byte[32]));
    var signed =
        SignedContribution.newBuilder()
            .setContribution(ByteString.copyFrom(bytes))
            .setSignKey(ByteString.copyFrom(KEY.signKey()))
            .setSignature(ByteString.copyFrom(KEY.sign(DOMAIN, bytes)));
    TeamState came =
        TeamState.read(
            Content.newBuilder().setShare(share).addContributions(signed).build().toByteArray());
    TeamState joined = TeamState.of(came.share()).join(came);
    if (!TeamState.read(joined.bytes()).equals(came)) {
      throw new AssertionError("is another one once it was joined");
    }
  }

  private static Optional<ByteString> share(byte[] bytes) {
    try {
      return Optional.of(retex.proto.team.v1.Contribution.parseFrom(bytes).getShare());
    } catch (com.google.protobuf.InvalidProtocolBufferException notOne) {
      return Optional.empty();
    }
  }
}
