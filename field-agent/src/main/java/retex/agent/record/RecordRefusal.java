package retex.agent.record;

import retex.refusal.RefusalCode;

/** Why a record is not appended or found. */
public enum RecordRefusal implements RefusalCode {
  /** No record of this laptop has this id. */
  RECORD_UNKNOWN,
  /** The revision that it should follow is not the record's current one. */
  PARENT_NOT_CURRENT,
  /** Another record of this laptop has this reference. */
  REFERENCE_TAKEN,
  /** A correction may be made with another version of the record's form, not with another form. */
  RECORD_OF_ANOTHER_FORM,
  /** The record was withdrawn. */
  RECORD_WITHDRAWN,
  /** The record was signed: a change needs a reason. */
  AMENDMENT_MISSING,
  /** Two versions stand against each other; it must be said first what holds. */
  RECORD_IN_CONFLICT,
  /** No versions stand against each other (any more). */
  RECORD_NOT_IN_CONFLICT,
  /** Of a part that differs it was not said which version holds. */
  CHOICE_MISSING,
  /** The record was erased on order of headquarters. */
  RECORD_ERASED
}
