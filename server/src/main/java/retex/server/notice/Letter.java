package retex.server.notice;

import java.time.Instant;
import retex.contract.RecordId;
import retex.contract.RevisionId;

/**
 * What became of one revision of a record. The remark, at most 10,000 characters, is for the
 * record's author and may be empty.
 */
public record Letter(
    LetterKind kind, RecordId record, RevisionId revision, String remark, Instant at) {

  /** Without the remark, which must not reach a log. */
  @Override
  public String toString() {
    return "Letter[" + kind + ", " + record + "]";
  }
}
