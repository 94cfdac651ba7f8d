package retex.server.handover;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.DeviceId;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.RevisionId;

/** A signed head in quarantine. */
@MappedEntity("hand_over_head")
record HeadRow(@Id String revision, String device, int epoch, long number, byte[] signature) {

  static HeadRow of(Head head) {
    return new HeadRow(
        head.revision().hex(),
        head.log().device().hex(),
        head.log().epoch(),
        head.number(),
        head.signature());
  }

  Head head() {
    var log = new LogId(DeviceId.parse(device), epoch);
    return new Head(log, number, RevisionId.parse(revision), signature);
  }
}
