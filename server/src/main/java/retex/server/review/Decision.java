package retex.server.review;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table {@code review_decision}. */
@MappedEntity("review_decision")
record Decision(
    @Id String revision, String record, String decision, String remark, String actor, long at) {

  /** Without the remark, which must not reach a log. */
  @Override
  public String toString() {
    return "Decision[" + decision + ", " + revision + "]";
  }
}
