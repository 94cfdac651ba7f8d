package retex.instrument;

/** The one shape of all codes that people see: letters, digits, dot, dash; at most 40. */
final class Codes {

  private static final int LONGEST = 40;

  private Codes() {}

  /** By hand: an evaluation has some forty codes, and headquarters reads thousands a second. */
  static boolean isCode(String value) {
    if (value.isEmpty() || value.length() > LONGEST || !isLetterOrDigit(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < value.length(); i++) {
      char one = value.charAt(i);
      if (!isLetterOrDigit(one) && one != '.' && one != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char one) {
    return (one >= '0' && one <= '9') || (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
  }
}
