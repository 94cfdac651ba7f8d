package retex.agent.vault;

import retex.refusal.RefusalCode;

/** Why the encrypted store does not open. */
public enum VaultRefusal implements RefusalCode {
  /** Nobody has given the passphrase yet. */
  VAULT_LOCKED,
  /** The passphrase opens no key slot. */
  PASSPHRASE_WRONG,
  /** No passphrase was given. */
  PASSPHRASE_MISSING,
  /** The key slots are damaged or of a version that is not known. */
  SLOTS_UNREADABLE,
  /** The store is not encrypted, or does not answer to its key. */
  STORE_UNREADABLE,
  /** The store could not be brought to this version; it is as it was before. */
  UPGRADE_FAILED
}
