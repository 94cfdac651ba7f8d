package retex.server.policy.engine;

import retex.refusal.RefusalCode;

/** Why a policy is not taken. */
public enum PolicyRefusal implements RefusalCode {
  /** A key or value that is not known, is missing or stands twice. */
  POLICY_MALFORMED,
  /** It opens what was promised to stay closed. */
  POLICY_UNSAFE,
  /** There is no signature, or it is not of these bytes. */
  POLICY_SIGNATURE_WRONG,
  /** Signed with a key that this server does not trust. */
  POLICY_KEY_UNKNOWN,
  /** Its version does not follow the one in force. */
  POLICY_NOT_NEWER,
  /** No such version. */
  POLICY_UNKNOWN,
  /** The file cannot be read or written. */
  POLICY_UNREADABLE,
  /** No such draft. */
  POLICY_DRAFT_UNKNOWN,
  /** It was signed or dropped already. */
  POLICY_DRAFT_DECIDED,
  /** What was read is not this draft, or another policy came into force since it was written. */
  POLICY_DRAFT_STALE,
  /** Whoever wrote a draft cannot sign it. */
  SIGNER_IS_DRAFTER
}
