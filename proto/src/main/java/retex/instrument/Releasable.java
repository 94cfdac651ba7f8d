package retex.instrument;

/** Whether a criterion's answer may ever reach a capacity provider. */
public enum Releasable {
  /** Its rating may, of units that the provider trained and with consent. */
  YES,
  /** Only in groups of at least three units from at least two states. */
  AGGREGATE,
  /** Stays in the United Nations. */
  NEVER,
  /** Free text: only after redaction and two officers. */
  REDACTED
}
