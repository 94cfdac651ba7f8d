package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.DeviceId;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.RevisionId;

/** A row of the table {@code head}. */
@MappedEntity("head")
record HeadRow(String device, int epoch, @Id long number, String revision, byte[] signature) {

  Head head() {
    var log = new LogId(DeviceId.parse(device), epoch);
    return new Head(log, number, RevisionId.parse(revision), signature);
  }
}
