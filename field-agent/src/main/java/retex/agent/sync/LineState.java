package retex.agent.sync;

import java.time.Instant;
import java.util.Optional;
import retex.refusal.Refusal;

/**
 * What the laptop is doing about its line to headquarters, until when where that is known, and why
 * it waits where its last call was refused.
 */
record LineState(Kind kind, Instant until, Optional<Refusal> why) {

  static final LineState OFF = new LineState(Kind.OFF, Instant.EPOCH);

  LineState(Kind kind, Instant until) {
    this(kind, until, Optional.empty());
  }

  /** The same, for a reason. */
  LineState because(Refusal refusal) {
    return new LineState(kind, until, Optional.of(refusal));
  }

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
