package retex.wire;

import com.google.protobuf.ByteString;
import retex.contract.DeviceId;
import retex.contract.EpochOpening;
import retex.contract.FieldRules;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.RevisionId;

/** Heads and openings as messages, heads back; a message that breaks a rule is refused. */
public final class HeadMessages {

  private HeadMessages() {}

  public static retex.proto.record.v1.Head message(Head head) {
    return retex.proto.record.v1.Head.newBuilder()
        .setDevice(ByteString.copyFrom(head.log().device().bytes()))
        .setEpoch(head.log().epoch())
        .setNumber(head.number())
        .setRevision(ByteString.copyFrom(head.revision().bytes()))
        .setSignature(ByteString.copyFrom(head.signature()))
        .build();
  }

  public static retex.proto.sync.v1.EpochOpening message(EpochOpening opening) {
    return retex.proto.sync.v1.EpochOpening.newBuilder()
        .setForkedEpoch(opening.fork().log().epoch())
        .setForkNumber(opening.fork().number())
        .setForkRevision(
            opening
                .fork()
                .revision()
                .map(it -> ByteString.copyFrom(it.bytes()))
                .orElse(ByteString.EMPTY))
        .setSignature(ByteString.copyFrom(opening.signature()))
        .build();
  }

  public static Head head(retex.proto.record.v1.Head message) {
    FieldRules.check(message);
    return new Head(
        new LogId(DeviceId.of(message.getDevice().toByteArray()), message.getEpoch()),
        message.getNumber(),
        RevisionId.of(message.getRevision().toByteArray()),
        message.getSignature().toByteArray());
  }
}
