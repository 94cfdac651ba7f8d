package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes out every word that is not ordinary: none of the language's and none of the domain's. A
 * name that nobody has told the system is held back by this rule. An ordinary word that a scanner
 * tore in two or that has one letter wrong, in lower case, stays.
 */
final class VocabularyRule implements Rule {

  private static final int TORN = 5; // letters that two pieces must have together
  private static final List<String> PREFIXES =
      List.of("un", "re", "non", "mis", "over", "under", "pre");
  private static final NearNames DAYS = new NearNames();

  static {
    for (String day :
        ("january february august september october november december tuesday wednesday thursday"
                + " saturday sunday janvier fevrier juillet septembre octobre novembre decembre"
                + " mercredi vendredi samedi dimanche")
            .split(" ")) {
      DAYS.add(day);
    }
  }

  private static final int SLIP = 4; // letters from which a slip of the hand is looked for

  private final Vocabulary vocabulary;
  private final WordLists lists;
  private final NearNames common;

  VocabularyRule(String language) {
    this.vocabulary = Vocabulary.of(language);
    this.lists = WordLists.of(language);
    this.common = vocabulary.nearCommon();
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!token.figure() && isDay(token)) {
        Token day = reading.near(i, -1);
        Token from = day != null && day.figure() && day.length() < 3 ? day : token;
        spans.add(
            reading
                .text()
                .span(from.from(), token.to(), Category.DATETIME, "vocabulary", "near-day", 0.7));
      } else if (!token.figure() && !mayStay(reading, i, token)) {
        spans.add(
            reading
                .text()
                .span(
                    token.from(), token.to(), Category.UNSURE, "vocabulary", "strange-word", 0.5));
      }
    }
    return spans;
  }

  /** {@code septmbre}, {@code mecredi}: one letter from a month or a day of the week. */
  private static boolean isDay(Token token) {
    return !token.ordinary()
        && !token.word().term()
        && DAYS.get(token.folded(), any -> 1) != LongTable.NONE;
  }

  private boolean mayStay(Reading reading, int at, Token token) {
    return token.ordinary()
        || token.word().term()
        || token.is(WordLists.Kind.LANGUAGE)
        || (reading.isJudgment() && token.is(WordLists.Kind.LEGAL))
        || (token.shouted() && token.word().termInLower())
        || isPlural(token)
        || isTorn(reading, at, token)
        || isMisspelt(reading, at, token);
  }

  /** {@code SOPs}, {@code QRFs}: a term and the sign of more than one. */
  private boolean isPlural(Token token) {
    String written = token.written();
    return written.endsWith("s") && vocabulary.isTerm(written.substring(0, written.length() - 1));
  }

  private boolean isTorn(Reading reading, int at, Token token) {
    return !token.isCapitalised()
        && (together(reading, reading.near(at, -1), token)
            || together(reading, token, reading.near(at, 1)));
  }

  private boolean together(
      Reading reading,
      @org.jspecify.annotations.Nullable Token left,
      @org.jspecify.annotations.Nullable Token right) {
    if (left == null || right == null || left.length() + right.length() < TORN) {
      return false;
    }
    boolean space = reading.isTied(left, right, " ", 1) && left.to() < right.from();
    return space && vocabulary.isCommon(left.folded() + right.folded());
  }

  private boolean isMisspelt(Reading reading, int at, Token token) {
    if (token.isCapitalised()) {
      return false;
    }
    Token before = reading.near(at, -1);
    boolean named =
        before != null
            && (before.is(WordLists.Kind.RANK)
                || before.is(WordLists.Kind.PLACE)
                || before.is(WordLists.Kind.NAMED));
    return !named
        && (isSwapped(token.folded())
            || common.get(token.folded(), any -> 1) != LongTable.NONE
            || (token.word().kinds() == 0 && (isSlip(token.lower()) || isPrefixed(token.lower()))));
  }

  /**
   * {@code emtpy}, {@code dril}, {@code aparrt}: a word of the language with two letters swapped,
   * or with one letter of a pair lost or too many; a short one must be common.
   */
  private boolean isSlip(String word) {
    for (int i = 0; word.length() >= SLIP && i < word.length(); i++) {
      String head = word.substring(0, i);
      char c = word.charAt(i);
      String tail = word.substring(i + 1);
      boolean pair = !tail.isEmpty() && tail.charAt(0) == c;
      if (isWord(pair ? head + tail : head + c + c + tail)
          || (!pair && !tail.isEmpty() && isWord(head + tail.charAt(0) + c + tail.substring(1)))) {
        return true;
      }
    }
    return false;
  }

  /** {@code unsearched}, {@code resserrage}: a word of the language with a syllable before it. */
  private boolean isPrefixed(String word) {
    for (String prefix : PREFIXES) {
      String rest = word.startsWith(prefix) ? word.substring(prefix.length()) : "";
      if (rest.length() >= TORN && vocabulary.knows(rest)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWord(String meant) {
    return meant.length() < NearNames.LONG
        ? vocabulary.isCommon(NormalText.fold(meant))
        : vocabulary.knows(meant);
  }

  /** {@code teh}, {@code adn}: a short word with two letters swapped. */
  private boolean isSwapped(String folded) {
    for (int i = 0; folded.length() < NearNames.LONG && i + 1 < folded.length(); i++) {
      String swapped =
          folded.substring(0, i)
              + folded.charAt(i + 1)
              + folded.charAt(i)
              + folded.substring(i + 2);
      if (lists.has(WordLists.Kind.FUNCTION, swapped)) {
        return true;
      }
    }
    return false;
  }
}
