package retex.server.redaction.engine;

/**
 * A run of letters or a run of figures in the normal text. {@code lower} keeps its accents, {@code
 * folded} does not. {@code starts}: the first word of a sentence; {@code mayStart}: the first of a
 * line, of a quotation or after a colon; {@code shouted}: the sentence is written in capitals;
 * {@code ordinary}: a word of the language.
 */
record Token(
    int from,
    int to,
    boolean figure,
    String written,
    String lower,
    String folded,
    int sentence,
    boolean starts,
    boolean mayStart,
    boolean shouted,
    boolean ordinary) {

  int length() {
    return to - from;
  }

  boolean isCapitalised() {
    return Character.isUpperCase(written.charAt(0));
  }

  boolean isAllCapitals() {
    for (int i = 0; i < written.length(); i++) {
      if (Character.isLowerCase(written.charAt(i))) {
        return false;
      }
    }
    return !figure && isCapitalised();
  }
}
