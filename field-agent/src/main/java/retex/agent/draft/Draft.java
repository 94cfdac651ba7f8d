package retex.agent.draft;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Work in progress. {@code id} is local. {@code instrument} is a reference such as {@code
 * trainer-note@1}. {@code record} and {@code parent} name the record and revision that it will
 * follow; empty for a new record. {@code content} is the form's JSON, as in the import format.
 * {@code changedAt}: microseconds since 1970.
 */
@Serdeable
@MappedEntity("draft")
public record Draft(
    @Id String id,
    String kind,
    String instrument,
    String record,
    String parent,
    String content,
    long version,
    long changedAt) {

  /** Without content. */
  @Override
  public String toString() {
    return "Draft[" + id + "]";
  }
}
