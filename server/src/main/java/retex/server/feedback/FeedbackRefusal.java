package retex.server.feedback;

import retex.refusal.RefusalCode;

/** Why a finished file is not kept or not handed out. */
public enum FeedbackRefusal implements RefusalCode {
  /** There is no such feedback for this visitor. */
  FEEDBACK_UNKNOWN,
  /** It was recalled, or is about to be: no file is handed out. */
  FEEDBACK_WITHDRAWN
}
