package retex.relay;

/** Why headquarters does not pass a file on, now or ever, so that a person is told. */
public enum NotTaken {
  TOO_LARGE,
  NOBODY,
  MISSION_MISSING,
  FULL
}
