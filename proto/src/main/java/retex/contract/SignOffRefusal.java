package retex.contract;

import retex.refusal.RefusalCode;

/** Why a person's request, certificate or sign-off does not count. */
public enum SignOffRefusal implements RefusalCode {
  /** The request is malformed, or not signed by its own key. */
  PERSON_REQUEST_UNFIT,
  /** The certificate is malformed. */
  PERSON_CERTIFICATE_UNFIT,
  /** The signature does not fit the record, its content or the person's key. */
  SIGN_OFF_WRONG,
  /** The certificate was not given by this headquarters, or was taken back. */
  SIGN_OFF_UNCERTIFIED,
  /** It was signed before or after the days of the certificate. */
  SIGN_OFF_EXPIRED,
  /** A commander signed what no chief evaluator had signed. */
  SIGN_OFF_WITHOUT_CHIEF,
  /** The Force Commander signed a police unit's evaluation, or the Police Commissioner another. */
  SIGN_OFF_WRONG_OFFICE
}
