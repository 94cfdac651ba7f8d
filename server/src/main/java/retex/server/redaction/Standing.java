package retex.server.redaction;

/** Where a decision stands. */
enum Standing {
  /** In force. */
  STANDING,
  /** An un-masking that waits for a second officer: the place stays masked. */
  WAITING,
  /** An un-masking that a second officer agreed to. */
  AGREED,
  /** An un-masking that a second officer did not agree to. */
  DECLINED,
  /** Taken back by the officer who decided it. */
  UNDONE
}
