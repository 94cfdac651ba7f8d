package retex.server.catalogue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A request to protect a name no longer, as stored. */
@MappedEntity("name_withdrawal")
record WithdrawalRow(
    @Id String id,
    String name,
    String state,
    String reason,
    String asker,
    long askedAt,
    String decider,
    long decidedAt) {

  /** Without name and reason. */
  @Override
  public String toString() {
    return "WithdrawalRow[" + id + "]";
  }
}
