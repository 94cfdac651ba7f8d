package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.record.Forgets;

/** Forgets officers’ decisions of an erased record: they hold its words. */
@Singleton
final class DecisionMemory implements Forgets {

  private final Decisions decisions;

  DecisionMemory(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public void forget(RecordId record, List<RevisionId> revisions) {
    revisions.forEach(it -> decisions.deleteByRevision(it.hex()));
  }
}
