package retex.exchange;

import retex.refusal.RefusalCode;

/** What only a store can see: faults of integrity, which stop the log, and who is not enrolled. */
public enum ExchangeRefusal implements RefusalCode {
  /** Another entry holds this number already. */
  FORK,
  /** No head vouches for the entry. */
  HEAD_MISSING,
  /** No such device here: it never enrolled, or this server was put back from before it did. */
  DEVICE_UNKNOWN
}
