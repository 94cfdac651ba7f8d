package retex.server.redaction;

/**
 * Something that an officer should look at first; the order is that of the list on the desk. {@code
 * text} is what stands there; without a place it is about the whole record.
 */
record Risk(Kind kind, String field, int from, int to, String text) {

  /** Why. */
  enum Kind {
    /** An un-masking waits for a second officer. */
    UNMASKING_WAITS,
    /** It was masked when the record was last cleared, and is not now. */
    OPENED,
    /** The unit is its state's only one in the mission: whatever is told of it names it. */
    ONLY_UNIT_OF_STATE,
    /** The unit is the only one of its type in the mission. */
    ONLY_UNIT_OF_TYPE,
    /** The text is in a language that the rules do not read. */
    LANGUAGE,
    /** It may fit one unit only. */
    INDIRECT,
    /** The rules are not sure. */
    UNSURE,
    /** It was read when the record was last cleared, and is masked now. */
    CLOSED,
    /** The text was changed since the last version. */
    CHANGED
  }

  static Risk ofRecord(Kind kind) {
    return new Risk(kind, "", 0, 0, "");
  }

  boolean isOfPlace() {
    return to > 0;
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Risk[" + kind + "]";
  }
}
