package retex.agent.entry;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import retex.agent.attachment.Attachments;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.record.Forgets;
import retex.contract.FileHash;
import retex.contract.RecordId;

/** What this step keeps of a record that was erased: drafts made from it, and files of both. */
@Singleton
final class ErasedDrafts implements Forgets {

  private final Drafts drafts;
  private final Evidence evidence;
  private final Attachments attachments;

  ErasedDrafts(Drafts drafts, Evidence evidence, Attachments attachments) {
    this.drafts = drafts;
    this.evidence = evidence;
    this.attachments = attachments;
  }

  @Override
  public void forget(RecordId record, Set<FileHash> files) {
    Set<FileHash> going = new HashSet<>(files);
    for (Draft draft : drafts.all()) {
      if (draft.record().equals(record.toString())) {
        going.addAll(evidence.named(draft));
        drafts.discard(draft.id());
      }
    }
    going.removeAll(evidence.named());
    attachments.forget(going);
  }
}
