package retex.server.feedback;

import retex.refusal.RefusalCode;

/** Why a finished file is not made, not kept or not handed out. */
public enum FeedbackRefusal implements RefusalCode {
  /** There is no such feedback for this visitor. */
  FEEDBACK_UNKNOWN,
  /** It was recalled: no file is handed out. */
  FEEDBACK_WITHDRAWN,
  /** Officers look into it: no file is handed out until they have decided. */
  FEEDBACK_NOT_AVAILABLE,
  /** {@code retex.signing.store} names no kind of store. */
  SIGNING_STORE_UNKNOWN,
  /** The token's library is not there, or is none. */
  TOKEN_LIBRARY_UNREADABLE,
  /** No token is in that slot. */
  TOKEN_ABSENT,
  /** Nobody told the PIN. */
  SIGNING_PIN_ABSENT,
  /** The token takes no such PIN, or none any more. */
  SIGNING_PIN_WRONG,
  /** The token has no such key with its certificate, or several. */
  SIGNING_KEY_ABSENT,
  /** The token does not sign with this key, or the certificate is another's. */
  SIGNING_KEY_UNFIT
}
