package retex.server.escrow;

import retex.refusal.RefusalCode;

/** Why an escrow key is not made, or a laptop not recovered. */
public enum EscrowRefusal implements RefusalCode {
  /** There is an escrow key already. */
  ESCROW_EXISTS,
  /** There is no escrow key. */
  ESCROW_NONE,
  /** A file is no share of an escrow key. */
  SHARE_UNFIT,
  /** The two shares are of different keys, or twice the same. */
  SHARES_APART,
  /** The file is no request for recovery, or is sealed to another key. */
  REQUEST_UNFIT,
  /** A file cannot be read or written. */
  FILE_FAILED
}
