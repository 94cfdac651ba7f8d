package retex.agent.team;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A shared evaluation: its draft here, what the team knows ({@code retex.team.TeamState}), and as
 * JSON which texts of the draft came from others. Stays when the draft was submitted, so that what
 * comes later is not lost.
 */
@MappedEntity("team_share")
record ShareRow(@Id String id, String draft, byte[] state, String adopted) {

  /** Without content. */
  @Override
  public String toString() {
    return "ShareRow[" + id + "]";
  }
}
