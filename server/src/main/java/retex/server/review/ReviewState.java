package retex.server.review;

/** Where a record stands, by its newest revision. */
public enum ReviewState {
  /** Arrived and waits for a reviewer. */
  RECEIVED,
  /** Kept aside for a fault of content until it is mended. */
  QUARANTINED,
  /** Two versions stand against each other; nothing of it is used until one holds. */
  CONFLICT,
  /** Returned with a remark; a new revision is awaited. */
  RETURNED,
  /** Accepted: redaction, release and figures may use it. */
  ACCEPTED,
  /** Withdrawn by its author. */
  WITHDRAWN
}
