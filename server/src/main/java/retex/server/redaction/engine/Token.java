package retex.server.redaction.engine;

/**
 * A run of letters or a run of figures in the normal text, and where it stands. {@code starts}: the
 * first word of a sentence; {@code mayStart}: the first of a line, of a quotation or after a colon;
 * {@code shouted}: the sentence is written in capitals.
 */
record Token(
    int from, int to, Word word, int sentence, boolean starts, boolean mayStart, boolean shouted) {

  int length() {
    return to - from;
  }

  boolean figure() {
    return word.figure();
  }

  String written() {
    return word.written();
  }

  String lower() {
    return word.lower();
  }

  /** In lower case, without accents. */
  String folded() {
    return word.folded();
  }

  /** A word of the language. */
  boolean ordinary() {
    return word.ordinary();
  }

  boolean isCapitalised() {
    return word.capitalised();
  }

  boolean isAllCapitals() {
    return word.allCapitals();
  }

  boolean is(WordLists.Kind kind) {
    return (word.kinds() & (1L << kind.ordinal())) != 0;
  }

  boolean is(Numeral numeral) {
    return (word.numerals() & (1 << numeral.ordinal())) != 0;
  }
}
