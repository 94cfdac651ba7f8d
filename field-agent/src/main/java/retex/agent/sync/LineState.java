package retex.agent.sync;

import java.time.Instant;

/** What the laptop is doing about its line to headquarters, and until when where that is known. */
record LineState(Kind kind, Instant until) {

  static final LineState OFF = new LineState(Kind.OFF, Instant.EPOCH);

  /** What it is doing. */
  enum Kind {
    /** Nothing by itself. */
    OFF,
    /** Dialling, or finding out what is new. */
    CALLING,
    /** What is written leaves at once. */
    OPEN,
    /** The last call failed; the next comes then. */
    PAUSED,
    /** Outside the hours that were set; they begin then. */
    OUT_OF_HOURS,
    /** Each byte costs; the next call, if anything waits, comes then. */
    METERED
  }
}
