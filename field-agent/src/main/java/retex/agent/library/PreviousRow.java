package retex.agent.library;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table {@code previous_evaluation}; {@code content} is JSON. */
@MappedEntity("previous_evaluation")
record PreviousRow(@Id String key, String unit, long ended, String content) {

  /** Without content. */
  @Override
  public String toString() {
    return "PreviousRow[]";
  }
}
