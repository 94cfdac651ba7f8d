package retex.bundle;

import retex.refusal.RefusalCode;

/** Why a bundle is not written, not taken or not carried. Codes are for ever. */
public enum BundleRefusal implements RefusalCode {
  /** The file is no bundle. */
  BUNDLE_NOT_ONE,
  /** A version of the layout or of the conversation that this program does not speak. */
  BUNDLE_VERSION,
  /** The end is missing. */
  BUNDLE_TRUNCATED,
  /** Something in it was changed after it was made. */
  BUNDLE_ALTERED,
  /** It is sealed to another server, or comes from another. */
  BUNDLE_FOR_ANOTHER_SERVER,
  /** It is for another laptop, or was made by another. */
  BUNDLE_FOR_ANOTHER_LAPTOP,
  /** It goes the other way: up where one comes down, or down where one goes up. */
  BUNDLE_WRONG_WAY,
  /** The server does not know the laptop that made it. */
  BUNDLE_DEVICE_UNKNOWN,
  /** The server has revoked the laptop that made it. */
  BUNDLE_DEVICE_REVOKED,
  /** An answer that was taken before, or is older than one that was. */
  BUNDLE_REPLAYED,
  /** The laptop's log and the server's copy of it have parted; a link mends that. */
  BUNDLE_LOG_DIFFERS,
  /** The server stopped at an entry: it was changed, or its signature does not fit. */
  BUNDLE_LOG_STOPPED,
  /** The laptop does not have the server's bundle key yet. */
  BUNDLE_KEY_MISSING,
  /** One entry alone, or the least piece of a file, is larger than a part may be. */
  BUNDLE_SIZE_TOO_SMALL,
  /** No bundle of that laptop has come yet, so there is no key to seal an answer to. */
  BUNDLE_NONE_CAME,
  /** The medium is full. */
  BUNDLE_DISK_FULL,
  /** The file cannot be read or written. */
  BUNDLE_FILE_FAILED
}
