package retex.server.redaction;

import retex.refusal.RefusalCode;

/** Why a redaction is not changed or cleared. */
public enum RedactionRefusal implements RefusalCode {
  /** No accepted record of this id. */
  ACCEPTED_RECORD_UNKNOWN,
  /** The record has a newer revision than the one shown. */
  REDACTION_STALE,
  /** The text to be masked does not stand in the field, or there is no such field or span. */
  TEXT_NOT_THERE,
  /** A correction needs a written reason. */
  CORRECTION_WITHOUT_REASON,
  /** It was cleared already; a new revision must come first. */
  ALREADY_CLEARED,
  /** A file or folder cannot be read or written. */
  FOLDER_UNREADABLE,
  /** The context file is not as the format asks. */
  CONTEXT_MALFORMED
}
