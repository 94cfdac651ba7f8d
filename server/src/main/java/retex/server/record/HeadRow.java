package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.DeviceId;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.RevisionId;

/** A row of the table {@code head}, or of another with its columns. */
@MappedEntity("head")
public record HeadRow(
    String device, int epoch, @Id long number, String revision, byte[] signature) {

  public static HeadRow of(Head head) {
    LogId log = head.log();
    return new HeadRow(
        log.device().hex(), log.epoch(), head.number(), head.revision().hex(), head.signature());
  }

  public Head head() {
    var log = new LogId(DeviceId.parse(device), epoch);
    return new Head(log, number, RevisionId.parse(revision), signature);
  }
}
