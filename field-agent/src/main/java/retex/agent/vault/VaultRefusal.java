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
  /** The key slots are missing, while the store or copies of it are there. */
  SLOTS_MISSING,
  /** The store is not encrypted, or does not answer to its key. */
  STORE_UNREADABLE,
  /** A page of the store is damaged; a good copy may be there. */
  STORE_DAMAGED,
  /** There is no good copy of the store. */
  COPY_MISSING,
  /** Too many wrong passphrases: the next one must wait. */
  TRIES_THROTTLED,
  /** Too many new passphrases in a short time: the next one must wait. */
  NEW_THROTTLED,
  /** Another user of the system would set the first passphrase. */
  FIRST_BY_ANOTHER,
  /** Another user of this laptop has this name. */
  USER_TAKEN,
  /** No user of this laptop has this name. */
  USER_UNKNOWN,
  /** The last user cannot be taken away. */
  LAST_USER,
  /** Another user of this laptop has this passphrase. */
  PASSPHRASE_TAKEN,
  /** The two times a passphrase was typed differ. */
  PASSPHRASE_TWICE,
  /** A passphrase is shorter than twelve characters. */
  PASSPHRASE_SHORT,
  /** This laptop has no escrow at headquarters. */
  ESCROW_MISSING,
  /** The file is no answer to this laptop's request for recovery. */
  RECOVERY_UNFIT,
  /** The user has no signing key. */
  PERSON_KEY_MISSING,
  /** Headquarters has not certified the user's signing key. */
  PERSON_NOT_CERTIFIED,
  /** The certificate is about a key that is not on this laptop. */
  PERSON_CERTIFICATE_FOREIGN,
  /** The store could not be brought to this version; it is as it was before. */
  UPGRADE_FAILED,
  /** Another process is bringing the store to this version. */
  UPGRADE_RUNNING,
  /** This laptop was revoked; headquarters has everything, and the key slots are gone. */
  KEYS_GONE_HANDED_OVER,
  /** This laptop was declared stolen, and the key slots are gone. */
  KEYS_GONE_STOLEN
}
