package retex.server.access;

import retex.refusal.RefusalCode;

/** Why a person is not let in, or an account is not made. */
public enum AccessRefusal implements RefusalCode {
  /** Nobody is signed in. */
  NOT_SIGNED_IN,
  /** Name or password is wrong; which of them is not said. */
  SIGN_IN_WRONG,
  /** Too many wrong tries; wait. */
  TOO_MANY_TRIES,
  /** The account's roles do not allow this. */
  ROLE_MISSING,
  /** The form was not sent from a page of this session. */
  FORM_FOREIGN,
  /** An account of this name exists. */
  ACCOUNT_EXISTS,
  /** A provider's account needs the provider's code, and no other may have one or another role. */
  PROVIDER_MISFIT,
  /** Shorter than 8 characters. */
  PASSWORD_SHORT,
  /** Empty, or longer than 100 characters. */
  NAME_MALFORMED
}
