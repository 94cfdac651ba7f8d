package retex.server.policy;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A draft of the next policy: its text, the number of the version that it was written against, and
 * what became of it; {@code decider} is empty while it is open.
 */
@MappedEntity("policy_draft")
record DraftRow(
    @Id String id,
    String content,
    String contentHash,
    long base,
    String drafter,
    long draftedAt,
    String state,
    String decider,
    long decidedAt) {

  static final String OPEN = "OPEN";
  static final String SIGNED = "SIGNED";
  static final String DROPPED = "DROPPED";

  boolean isOpen() {
    return state.equals(OPEN);
  }
}
