package retex.server.device;

import retex.refusal.RefusalCode;

/** Why a laptop is not let in. */
public enum DeviceRefusal implements RefusalCode {
  /** No such token, spent by another device, or run out. */
  TOKEN_INVALID,
  /** A signature of the request does not fit its key. */
  REQUEST_SIGNATURE_WRONG,
  /** The request is not well formed. */
  REQUEST_MALFORMED,
  /** The device was revoked. */
  DEVICE_REVOKED,
  /** No such device. */
  DEVICE_UNKNOWN,
  /** No such mission in the catalogue. */
  MISSION_UNKNOWN,
  /** A laptop is used by an evaluator or by a trainer. */
  ROLE_UNKNOWN,
  /** A revocation needs a reason of at most 1,000 characters. */
  REVOCATION_REASON_MISSING,
  /** An order is {@code hand-over} or {@code stolen}. */
  ORDER_UNKNOWN
}
