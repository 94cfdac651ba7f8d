package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.EpochOpening;
import retex.contract.RevisionId;

/** A row of the table {@code epoch_opening}; {@code device} and {@code epoch} are its key. */
@MappedEntity("epoch_opening")
record EpochOpeningRow(
    @Id String device,
    int epoch,
    int forkedEpoch,
    long forkNumber,
    String forkRevision,
    byte[] signature) {

  static EpochOpeningRow of(EpochOpening opening) {
    return new EpochOpeningRow(
        opening.opened().device().hex(),
        opening.opened().epoch(),
        opening.fork().log().epoch(),
        opening.fork().number(),
        opening.fork().revision().map(RevisionId::hex).orElse(""),
        opening.signature());
  }
}
