package retex.agent.team;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * The newest file of a shared evaluation that goes by way of headquarters: its hash, bytes (none
 * once they cannot be asked for again), devices that it is for and those left out, and why it was
 * refused.
 */
@MappedEntity("team_outgoing")
record OutgoingRow(
    @Id String share,
    String file,
    byte[] topic,
    byte[] content,
    String recipients,
    long at,
    String state,
    String code,
    String leftOut) {

  /** Without content. */
  @Override
  public String toString() {
    return "OutgoingRow[" + share + "]";
  }
}
