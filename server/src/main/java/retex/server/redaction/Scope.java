package retex.server.redaction;

/** How far a decision about a place goes: to every place that reads the same, in any case. */
enum Scope {
  /** This place alone. */
  PLACE,
  /** Every field of this record. */
  RECORD,
  /** Every record that is not cleared yet as well. */
  OPEN
}
