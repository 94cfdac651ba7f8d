package retex.server.release;

/** Where a release stands. */
public enum ReleaseState {
  PROPOSED,
  APPROVED,
  REFUSED
}
