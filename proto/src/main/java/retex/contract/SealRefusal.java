package retex.contract;

import retex.refusal.RefusalCode;

/** Why sealed bytes are not opened. */
public enum SealRefusal implements RefusalCode {
  /** They do not open with this key, for this purpose. */
  SEAL_BROKEN
}
