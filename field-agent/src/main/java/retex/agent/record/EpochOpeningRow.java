package retex.agent.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.EpochOpening;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;

/** How an epoch above 1 was opened. */
@MappedEntity("epoch_opening")
record EpochOpeningRow(
    @Id int epoch, int forkedEpoch, long forkNumber, String forkRevision, byte[] signature) {

  static EpochOpeningRow of(EpochOpening opening) {
    return new EpochOpeningRow(
        opening.opened().epoch(),
        opening.fork().log().epoch(),
        opening.fork().number(),
        opening.fork().revision().map(RevisionId::hex).orElse(""),
        opening.signature());
  }

  EpochOpening opening(DeviceId device) {
    var fork =
        new LogTip(
            new LogId(device, forkedEpoch),
            forkNumber,
            forkRevision.isEmpty()
                ? Optional.empty()
                : Optional.of(RevisionId.parse(forkRevision)));
    return new EpochOpening(new LogId(device, epoch), fork, signature);
  }
}
