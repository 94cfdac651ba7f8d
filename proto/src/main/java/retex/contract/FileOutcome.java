package retex.contract;

/** What became of the bytes of a photograph or document at headquarters. */
public enum FileOutcome {
  /** They are here; the file is not whole yet. */
  MORE,
  /** The file is whole and on disk. */
  KEPT,
  /** The whole is not what its hash says; it was thrown away. */
  HASH_WRONG,
  /** The whole is of another type than the record says; it was thrown away. */
  TYPE_WRONG,
  /** They do not follow what has come. */
  OUT_OF_TURN
}
