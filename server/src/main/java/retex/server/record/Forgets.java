package retex.server.record;

import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;

/**
 * A step that keeps words of records in tables of its own. A bean each; called in the transaction
 * that erases a record.
 */
@FunctionalInterface
public interface Forgets {

  /** Deletes whatever it keeps of the record's words. */
  void forget(RecordId record, List<RevisionId> revisions);
}
