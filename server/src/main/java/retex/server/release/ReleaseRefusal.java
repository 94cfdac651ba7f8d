package retex.server.release;

import retex.refusal.RefusalCode;

/** Why a feedback is not proposed or released. */
public enum ReleaseRefusal implements RefusalCode {
  /** Nothing that this provider may learn has been accepted and cleared. */
  NOTHING_TO_RELEASE,
  /** No such release. */
  RELEASE_UNKNOWN,
  /** Whoever proposed a release cannot release it. */
  RELEASER_IS_PROPOSER,
  /** The hash is not that of the content proposed: something else was read. */
  CONTENT_HASH_WRONG,
  /** It was decided already. */
  RELEASE_DECIDED,
  /** What the provider may learn has changed since the proposal: a consent, a record, a name. */
  RELEASE_STALE,
  /** Whoever asked for a recall cannot confirm it. */
  RECALLER_IS_ASKER,
  /** It needs a written reason of at most 10,000 characters. */
  REASON_NEEDED,
  /** An embargo ends on a day to come. */
  EMBARGO_PAST,
  /** No such kind of detail can be asked for. */
  DETAIL_NOT_ASKED,
  /** A sentence that was ticked cannot be quoted, or not any more. */
  QUOTE_NOT_THERE,
  /** More sentences were ticked than the policy lets one document quote. */
  QUOTES_TOO_MANY,
  /** Whoever asked for an erasure cannot agree to it. */
  ERASER_IS_ASKER,
  /** An erasure of this record waits for a decision. */
  ERASURE_ASKED,
  /** Nobody asked for the erasure of this record. */
  ERASURE_UNKNOWN,
  /** There is no such record, or it was erased. */
  NOTHING_TO_ERASE,
  /** The language of a feedback is {@code en}, {@code fr} or {@code ar}. */
  LANGUAGE_NOT_OFFERED
}
