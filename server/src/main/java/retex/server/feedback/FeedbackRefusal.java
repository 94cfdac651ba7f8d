package retex.server.feedback;

import retex.refusal.RefusalCode;

/** Why a finished file is not kept or not handed out. */
public enum FeedbackRefusal implements RefusalCode {
  /** There is no such feedback for this visitor. */
  FEEDBACK_UNKNOWN
}
