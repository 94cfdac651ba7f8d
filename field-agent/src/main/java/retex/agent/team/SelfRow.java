package retex.agent.team;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** The name under which colleagues know this laptop's evaluator. */
@MappedEntity("team_self")
record SelfRow(@Id int id, String name) {

  /** Without the name. */
  @Override
  public String toString() {
    return "SelfRow[]";
  }
}
