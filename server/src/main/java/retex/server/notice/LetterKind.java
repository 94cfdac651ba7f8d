package retex.server.notice;

/** What a letter tells about a revision. */
public enum LetterKind {
  /** Returned with a remark; a new revision is awaited. */
  RETURNED,
  /** Accepted. */
  ACCEPTED,
  /** Kept aside; a new revision or a word from headquarters mends it. */
  QUARANTINED,
  /** Part of a released feedback. */
  IN_FEEDBACK,
  /** Erased: nothing that it said may stay on the laptop. */
  ERASED
}
