package retex.server.redaction.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells judgments of the European Court of Human Rights from remarks. In a judgment allegations,
 * witnesses and losses are the public matter of the case: no sentence is taken out for them, and
 * the words of the law are no names. So a text must have the whole form of one: a heading, the
 * opening words, the facts under a heading, and its words again and again. A remark that quotes a
 * court has not; nor are remarks of the server's own records asked.
 */
final class Judgments {

  private static final int SHORTEST = 1_000; // characters; the shortest of the benchmark has 1,120
  private static final int OPENING = 400; // characters within which the opening words stand
  private static final Pattern HEADING = Pattern.compile("\\s*PROCEDURE\\s*\\n");
  private static final Pattern OPENS =
      Pattern.compile(
          "The case (?:originated in (?:an application|(?:\\w+ )?applications) \\(nos?\\. "
              + "|was referred to the Court by )");
  private static final Pattern FACTS = Pattern.compile("(?m)^(?:AS TO )?THE FACTS\\s*$");
  private static final Pattern PARTY = Pattern.compile("\\bapplicants?\\b");
  private static final Pattern COURT = Pattern.compile("\\b(?:Court|Convention|Article)\\b");
  private static final int OFTEN = 4;

  private Judgments() {}

  static boolean isOne(String text) {
    return text.length() >= SHORTEST
        && HEADING.matcher(text).lookingAt()
        && OPENS.matcher(text.substring(0, OPENING)).find()
        && FACTS.matcher(text).find()
        && isOften(PARTY.matcher(text))
        && isOften(COURT.matcher(text));
  }

  private static boolean isOften(Matcher word) {
    int found = 0;
    while (found < OFTEN && word.find()) {
      found++;
    }
    return found == OFTEN;
  }
}
