package retex.server.redaction.engine;

/** What kind of letter a character is, out of a table for those of Latin script. */
final class Letters {

  static final int LETTER = 1;
  static final int DIGIT = 2;
  static final int UPPER = 4;
  static final int LOWER = 8;
  static final int MARK = 16; // that stands over the letter before

  private static final byte[] KINDS = new byte[0x250]; // up to Latin Extended-B

  static {
    for (char c = 0; c < KINDS.length; c++) {
      KINDS[c] = (byte) looked(c);
    }
  }

  private Letters() {}

  /** The kinds that it is of, as bits; a digit is nothing else. */
  static int kind(char c) {
    return c < KINDS.length ? KINDS[c] : looked(c);
  }

  private static int looked(char c) {
    int kind = Character.isUpperCase(c) ? UPPER : Character.isLowerCase(c) ? LOWER : 0;
    if (Character.isLetter(c)) {
      return kind | LETTER;
    }
    if (Character.isDigit(c)) {
      return kind | DIGIT;
    }
    return Character.getType(c) == Character.NON_SPACING_MARK ? kind | MARK : kind;
  }
}
