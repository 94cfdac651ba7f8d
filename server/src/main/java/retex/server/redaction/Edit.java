package retex.server.redaction;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * An officer's correction: {@code MASK} takes out every place where {@code content} stands in the
 * field; {@code UNMASK} restores the one span that begins at {@code startAt} and reads so.
 */
@MappedEntity("redaction_edit")
record Edit(
    @Id String id,
    String revision,
    String field,
    String action,
    String content,
    int startAt,
    String category,
    String reason,
    String actor,
    long at) {

  /** Without content. */
  @Override
  public String toString() {
    return "Edit[" + action + "]";
  }
}
