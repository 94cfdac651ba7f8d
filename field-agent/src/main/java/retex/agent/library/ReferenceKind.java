package retex.agent.library;

/** A kind of what comes down, with a cursor of its own. */
public enum ReferenceKind {
  /** Instrument files. */
  INSTRUMENT,
  /** Units with their rotations. */
  UNIT
}
