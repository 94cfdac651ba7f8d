package retex.server.redaction;

import retex.refusal.RefusalCode;

/** Why a redaction is not changed or cleared. */
public enum RedactionRefusal implements RefusalCode {
  /** No accepted record of this id. */
  ACCEPTED_RECORD_UNKNOWN,
  /** The record has a newer revision than the one shown. */
  REDACTION_STALE,
  /** Since it was read, a name was learnt, a rule changed or an officer decided otherwise. */
  REDACTION_NOT_AS_READ,
  /** The text to be masked does not stand in the field, or there is no such field or span. */
  TEXT_NOT_THERE,
  /** A correction needs a written reason. */
  CORRECTION_WITHOUT_REASON,
  /** It was cleared already: only what masks more is decided, or the clearance is taken back. */
  ALREADY_CLEARED,
  /** There is no such decision, or it does not wait any more. */
  DECISION_UNKNOWN,
  /** Only the officer who decided takes a decision back. */
  DECISION_OF_ANOTHER,
  /** A mask with which somebody has read and cleared a text is not taken back by one officer. */
  UNDOING_NEEDS_TWO,
  /** An un-masking needs a second officer, not the one who asked for it. */
  SECOND_OFFICER_IS_FIRST,
  /** An un-masking still waits for a second officer. */
  UNMASKING_WAITS,
  /** A text in a language that the rules cannot read is never shown, not even in part. */
  TEXT_STAYS_WITHHELD,
  /** There is no such action, category, scope or place. */
  DECISION_MALFORMED,
  /** A file or folder cannot be read or written. */
  FOLDER_UNREADABLE,
  /** The context file is not as the format asks. */
  CONTEXT_MALFORMED
}
