package retex.server.redaction.engine;

/**
 * Tells judgments from remarks. In a judgment allegations, witnesses and losses are the public
 * matter of the case: no sentence is taken out for them, and the words of the law are no names.
 */
final class Judgments {

  private static final int OFTEN = 3;

  private Judgments() {}

  static boolean isOne(String text) {
    return isOften(text, "applicant", OFTEN)
        && isOften(text, "Court", 1)
        && (isOften(text, "Article", 1) || isOften(text, "Convention", 1));
  }

  private static boolean isOften(String text, String word, int times) {
    int found = 0;
    for (int at = text.indexOf(word); at >= 0 && found < times; at = text.indexOf(word, at + 1)) {
      found++;
    }
    return found == times;
  }
}
