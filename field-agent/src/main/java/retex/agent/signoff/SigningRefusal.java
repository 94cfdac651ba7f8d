package retex.agent.signoff;

import retex.refusal.RefusalCode;

/** Why an evaluation is not signed. */
public enum SigningRefusal implements RefusalCode {
  /** Only an evaluation that stands is signed. */
  SIGN_NOT_EVALUATION,
  /** Which revision was read is not said; the place is the one that holds now. */
  SIGN_REVISION_MISSING,
  /** Another revision holds now than the one that was read. */
  SIGN_NOT_AS_READ,
  /** The chief evaluator signs before a commander. */
  SIGN_CHIEF_FIRST,
  /** This person has signed this content already. */
  SIGN_ALREADY,
  /** The Force Commander signs no police unit's evaluation, the Police Commissioner no other. */
  SIGN_WRONG_OFFICE,
  /** The form, which says whose commander signs, is not on this laptop, or too new to be read. */
  SIGN_FORM_MISSING,
  /** The certificate does not hold today. */
  SIGN_NOT_VALID_TODAY,
  /** The file cannot be read or written. */
  SIGN_FILE_UNREADABLE
}
