package retex.server.feedback;

import retex.refusal.RefusalCode;

/** Why a finished file is not kept or not handed out. */
public enum FeedbackRefusal implements RefusalCode {
  /** The file that was drawn holds something that must not leave, or that nobody approved. */
  READ_BACK_FAILED,
  /** There is no such feedback for this visitor. */
  FEEDBACK_UNKNOWN
}
