package retex.agent.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.DeviceId;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.RevisionId;

/** A signed head as stored; all are kept. */
@MappedEntity("head")
record HeadRow(@Id String revision, int epoch, long number, byte[] signature) {

  static HeadRow of(Head head) {
    return new HeadRow(head.revision().hex(), head.log().epoch(), head.number(), head.signature());
  }

  Head head(DeviceId device) {
    return new Head(new LogId(device, epoch), number, RevisionId.parse(revision), signature);
  }
}
