package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.record.Forgets;

/** Forgets officers' corrections of an erased record: they hold its words. */
@Singleton
final class EditMemory implements Forgets {

  private final Edits edits;

  EditMemory(Edits edits) {
    this.edits = edits;
  }

  @Override
  public void forget(RecordId record, List<RevisionId> revisions) {
    revisions.forEach(it -> edits.deleteByRevision(it.hex()));
  }
}
