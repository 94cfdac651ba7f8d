package retex.agent.visit;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A visit that is planned; days since 1970, the team one a line as the form writes it. */
@MappedEntity("visit_plan")
record Plan(@Id String id, String unit, long fromDay, long toDay, String team) {

  /** Without names. */
  @Override
  public String toString() {
    return "Plan[" + id + "]";
  }
}
