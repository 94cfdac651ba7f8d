package retex.exchange;

import retex.contract.SignOffRefusal;

/**
 * Why headquarters keeps an entry aside that it has stored and acknowledged. Each has a code on the
 * wire and a sentence on the laptop. The names travel in letters and are for ever.
 */
public enum ContentFault {
  /** The form is not known there. */
  UNKNOWN_INSTRUMENT,
  /** The unit is not known there. */
  UNKNOWN_UNIT,
  /** It follows a revision that has not arrived. */
  UNKNOWN_PARENT,
  /** An answer does not fit its form. */
  INVALID_ANSWER,
  /** A sign-off does not fit the record, its content or the person's key. */
  SIGN_OFF_WRONG,
  /** A sign-off's certificate was not given there, or was taken back. */
  SIGN_OFF_UNCERTIFIED,
  /** A sign-off was made before or after the days of its certificate. */
  SIGN_OFF_EXPIRED,
  /** A commander signed what no chief evaluator had signed. */
  SIGN_OFF_WITHOUT_CHIEF,
  /** A commander signed an evaluation of the other component. */
  SIGN_OFF_WRONG_OFFICE,
  /** It is there already, from another epoch of the same device. */
  REPEATED,
  /** It changes a record that is there already, from another epoch, under another id. */
  FOLLOWS_REPEATED;

  /** The fault of an entry with a sign-off that does not count. */
  public static ContentFault of(SignOffRefusal why) {
    return switch (why) {
      case SIGN_OFF_WRONG, PERSON_REQUEST_UNFIT, PERSON_CERTIFICATE_UNFIT -> SIGN_OFF_WRONG;
      case SIGN_OFF_UNCERTIFIED -> SIGN_OFF_UNCERTIFIED;
      case SIGN_OFF_EXPIRED -> SIGN_OFF_EXPIRED;
      case SIGN_OFF_WITHOUT_CHIEF -> SIGN_OFF_WITHOUT_CHIEF;
      case SIGN_OFF_WRONG_OFFICE -> SIGN_OFF_WRONG_OFFICE;
    };
  }
}
