package retex.agent.draft;

import retex.refusal.RefusalCode;

/** Why a draft is not kept or found. */
public enum DraftRefusal implements RefusalCode {
  /** No draft has this id; it was submitted or discarded. */
  DRAFT_UNKNOWN,
  /** The draft was changed elsewhere since this page was opened. */
  DRAFT_CHANGED_ELSEWHERE
}
