package retex.server.handover;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.EpochOpening;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;

/** The opening of an epoch in quarantine; {@code device} and {@code epoch} are its key. */
@MappedEntity("hand_over_opening")
record OpeningRow(
    @Id String device,
    int epoch,
    int forkedEpoch,
    long forkNumber,
    String forkRevision,
    byte[] signature) {

  static OpeningRow of(EpochOpening opening) {
    return new OpeningRow(
        opening.opened().device().hex(),
        opening.opened().epoch(),
        opening.fork().log().epoch(),
        opening.fork().number(),
        opening.fork().revision().map(RevisionId::hex).orElse(""),
        opening.signature());
  }

  EpochOpening opening() {
    DeviceId id = DeviceId.parse(device);
    Optional<RevisionId> fork =
        forkRevision.isEmpty() ? Optional.empty() : Optional.of(RevisionId.parse(forkRevision));
    return new EpochOpening(
        new LogId(id, epoch), new LogTip(new LogId(id, forkedEpoch), forkNumber, fork), signature);
  }
}
