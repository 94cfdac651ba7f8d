package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.EpochOpening;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;

/**
 * A row of the table {@code epoch_opening}, or of another with its columns; {@code device} and
 * {@code epoch} are its key.
 */
@MappedEntity("epoch_opening")
public record EpochOpeningRow(
    @Id String device,
    int epoch,
    int forkedEpoch,
    long forkNumber,
    String forkRevision,
    byte[] signature) {

  public static EpochOpeningRow of(EpochOpening opening) {
    return new EpochOpeningRow(
        opening.opened().device().hex(),
        opening.opened().epoch(),
        opening.fork().log().epoch(),
        opening.fork().number(),
        opening.fork().revision().map(RevisionId::hex).orElse(""),
        opening.signature());
  }

  public EpochOpening opening() {
    DeviceId id = DeviceId.parse(device);
    Optional<RevisionId> fork =
        forkRevision.isEmpty() ? Optional.empty() : Optional.of(RevisionId.parse(forkRevision));
    return new EpochOpening(
        new LogId(id, epoch), new LogTip(new LogId(id, forkedEpoch), forkNumber, fork), signature);
  }

  /** Without the signature. */
  @Override
  public String toString() {
    return "EpochOpeningRow[" + device + "/" + epoch + "]";
  }
}
