package retex.server.handover;

import retex.refusal.RefusalCode;

/** Why a backlog is not admitted or refused. */
public enum HandOverRefusal implements RefusalCode {
  /** Nothing of this laptop waits in quarantine. */
  NOTHING_HANDED_OVER,
  /** Who proposes to admit a backlog may not agree to it. */
  ADMITTER_IS_PROPOSER,
  /** More has arrived, or somebody decided, since the page was shown. */
  HAND_OVER_CHANGED,
  /** A refusal needs a reason of at most 1,000 characters. */
  HAND_OVER_REASON_MISSING
}
