package retex.server.redaction;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * An officer has read the redaction of a revision and cleared it: {@code spans} are what was masked
 * then, under these {@code rules}, as {@link ReadSpans} writes them. It stands until somebody takes
 * it back; {@code undoneAt} is 0 while it stands.
 */
@MappedEntity("redaction_clearance")
record Clearance(
    @Id String revision,
    String record,
    String actor,
    long at,
    String rules,
    String spans,
    String undoneBy,
    long undoneAt) {

  boolean stands() {
    return undoneAt == 0;
  }

  /** The same, taken back. */
  Clearance undone(String by, long when) {
    return new Clearance(revision, record, actor, at, rules, spans, by, when);
  }
}
