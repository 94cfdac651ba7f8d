package retex.agent.record;

import java.util.Set;
import retex.contract.FileHash;
import retex.contract.RecordId;

/** A step that keeps words of records. A bean each; called when a record was erased. */
@FunctionalInterface
public interface Forgets {

  /**
   * Deletes whatever it keeps of the record, which named these files; may be called again. A file
   * that another record names stays.
   */
  void forget(RecordId record, Set<FileHash> files);
}
