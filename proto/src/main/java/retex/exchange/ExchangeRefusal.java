package retex.exchange;

import retex.refusal.RefusalCode;

/** Faults of integrity that only a store can see. They stop the log. */
public enum ExchangeRefusal implements RefusalCode {
  /** Another entry holds this number already. */
  FORK,
  /** No head vouches for the entry. */
  HEAD_MISSING
}
