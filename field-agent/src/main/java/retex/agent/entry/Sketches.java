package retex.agent.entry;

import jakarta.inject.Singleton;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.contract.Micros;
import retex.contract.RecordKind;
import retex.instrument.InstrumentRef;

/** Drafts as they are read before they are submitted. */
@Singleton
public final class Sketches {

  private final Drafts drafts;
  private final Submission submission;

  Sketches(Drafts drafts, Submission submission) {
    this.drafts = drafts;
    this.submission = submission;
  }

  /** What would be submitted now, with everything that was begun. Refuses one that is not there. */
  public Sketch of(String id) {
    Draft draft = drafts.find(id);
    var sketching = new Sketching(submission.complete(draft));
    boolean isNote = RecordKind.valueOf(draft.kind()) == RecordKind.TRAINER_NOTE;
    return new Sketch(
        isNote ? sketching.note() : sketching.evaluation(),
        InstrumentRef.parse(draft.instrument()),
        Micros.instant(draft.changedAt()),
        sketching.open());
  }
}
