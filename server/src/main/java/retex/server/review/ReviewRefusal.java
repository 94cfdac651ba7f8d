package retex.server.review;

import retex.refusal.RefusalCode;

/** Why a review is refused. */
public enum ReviewRefusal implements RefusalCode {
  /** No such record. */
  RECORD_UNKNOWN,
  /** Another revision arrived meanwhile; it must be read first. */
  REVISION_STALE,
  /** The record does not wait for a decision. */
  RECORD_NOT_WAITING,
  /** The record is kept aside; its fault must be mended first. */
  RECORD_QUARANTINED,
  /** The unit is not one of the catalogue; it must be said which one is meant. */
  UNIT_NOT_MAPPED,
  /** The unit is in the catalogue already; there is nothing to say. */
  UNIT_ALREADY_KNOWN,
  /** A record is returned without a remark, or with one that is too long. */
  REMARK_MISSING,
  /** Two versions stand against each other; it must be said first what holds. */
  RECORD_IN_CONFLICT,
  /** No versions stand against each other (any more). */
  RECORD_NOT_IN_CONFLICT,
  /** Of a part that differs it was not said which version holds. */
  CHOICE_MISSING,
  /** The chosen parts do not fit together. */
  CHOICE_UNFIT,
  /** A signed evaluation is changed without a reason. */
  AMENDMENT_MISSING
}
