package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.ADJECTIVE;
import static retex.server.redaction.engine.WordLists.Kind.ARTICLE;
import static retex.server.redaction.engine.WordLists.Kind.DIGIT;
import static retex.server.redaction.engine.WordLists.Kind.FUNCTION;
import static retex.server.redaction.engine.WordLists.Kind.LANGUAGE;
import static retex.server.redaction.engine.WordLists.Kind.LEAD;
import static retex.server.redaction.engine.WordLists.Kind.LEGAL;
import static retex.server.redaction.engine.WordLists.Kind.NAMED;
import static retex.server.redaction.engine.WordLists.Kind.PLACE;
import static retex.server.redaction.engine.WordLists.Kind.RANK;
import static retex.server.redaction.engine.WordLists.Kind.SPEAK;
import static retex.server.redaction.engine.WordLists.Kind.THING;
import static retex.server.redaction.engine.WordLists.Kind.TITLE;
import static retex.server.redaction.engine.WordLists.Kind.UNIT;
import static retex.server.redaction.engine.WordLists.Kind.VERB;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out ordinary words that are names where they stand: with a capital inside a sentence, after
 * a rank, a role or a kind of place, at the head of a sentence before what only persons and units
 * do, and in a sentence of capitals all those that are names elsewhere or not common.
 */
final class ContextRule implements Rule {

  private final Vocabulary vocabulary;
  private final boolean french;
  private final Verbs verbs;

  private static final Pattern PARTICIPLE = Pattern.compile("(?:er|ir|ee?s?|u|is?)$");
  private static final Set<String> ROWS_OF_NAMES = Set.of("and", "or", "et", "ou");
  private static final Set<String> JOINS = Set.of("et", "qui", "à");

  ContextRule(String language) {
    this.vocabulary = Vocabulary.of(language);
    this.verbs = new Verbs(vocabulary);
    this.french = language.equals("fr");
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.figure() || token.word().term()) {
        continue;
      }
      Category category = category(reading, i, token);
      if (category != null) {
        int to = endOfName(reading, i, token);
        spans.add(reading.text().span(token.from(), to, category, "context", rule(category), 0.6));
      }
    }
    return spans;
  }

  /** The end of {@code Jean-paul}, of which the token is the first part. */
  private int endOfName(Reading reading, int at, Token token) {
    Token next = reading.near(at, 1);
    boolean two =
        next != null
            && token.word().alsoName()
            && next.from() == token.to() + 1
            && reading.text().text().charAt(token.to()) == '-'
            && Lettered.isOfName(next, french);
    return two && next != null ? next.to() : token.to();
  }

  private static String rule(Category category) {
    return category == Category.UNSURE ? "capital" : "named-by-context";
  }

  private @Nullable Category category(Reading reading, int at, Token token) {
    Category told = toldByNeighbour(reading, at, token);
    if (told != null) {
      return told;
    }
    if (token.shouted()) {
      Token number = reading.near(at, 1);
      if (number != null
          && number.is(DIGIT)
          && !token.is(DIGIT)
          && isOfCallSign(reading, at + 1, number)) {
        return Category.CALLSIGN;
      }
      boolean part = isShoutedName(reading, at, token) || isOfCallSign(reading, at, token);
      return part ? Category.UNSURE : null;
    }
    if (!token.isCapitalised()) {
      return isOfCallSign(reading, at, token) ? Category.CALLSIGN : null;
    }
    boolean name =
        token.starts() ? startsAsName(reading, at, token) : isNameInside(reading, at, token);
    return name ? Category.UNSURE : null;
  }

  /** What the word before, or a unit's word after, says of this one. */
  private @Nullable Category toldByNeighbour(Reading reading, int at, Token token) {
    Token before = reading.near(at, -1);
    if (before == null || token.length() < 2 || !isClose(reading, before, token)) {
      return null;
    }
    boolean plain = !token.isCapitalised() || token.shouted();
    if (!plain || isHarmless(token)) {
      return null;
    }
    if (before.word().shortRank() && !token.is(VERB)) {
      return Category.PERSON;
    }
    if (!token.word().alsoName() && token.word().common()) {
      return null;
    }
    if (before.is(RANK) && token.shouted()) {
      return Category.PERSON;
    }
    if (before.is(NAMED)) {
      return Category.UNSURE;
    }
    boolean place = before.is(PLACE) && token.shouted();
    return place ? Category.PLACE : null;
  }

  /** {@code Falcon six}, {@code Falcon actual}: what follows a name in a call sign. */
  private boolean isOfCallSign(Reading reading, int at, Token token) {
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean noun = next != null && !next.figure() && next.is(THING);
    boolean calls =
        token.shouted()
            && token.is(DIGIT)
            && before != null
            && !before.figure()
            && !before.is(FUNCTION)
            && !before.is(TITLE)
            && !before.is(THING)
            && !before.is(VERB)
            && reading.isTied(before, token, " -", 1)
            && (next == null || next.is(VERB) || !reading.isTied(token, next, " ", 1));
    return calls
        || token.is(DIGIT)
            && !noun
            && before != null
            && before.to() < token.from()
            && reading.isTied(before, token, " -", 1)
            && before.isCapitalised()
            && ((isNameOfCallSign(before) && !Nouns.isAbstract(before.folded()))
                || (!before.shouted() && isName(reading, before)));
  }

  private boolean isNameOfCallSign(Token token) {
    return !token.figure()
        && !token.is(FUNCTION)
        && (token.word().alsoName() || !token.word().common());
  }

  private boolean isHarmless(Token token) {
    String word = token.folded();
    return token.is(FUNCTION) || token.is(TITLE) || token.is(THING);
  }

  private boolean isShoutedName(Reading reading, int at, Token token) {
    String word = token.folded();
    if (token.length() == 1) {
      return false;
    }
    Token next = reading.near(at, 1);
    if (token.is(UNIT) && next != null && next.word().alsoName()) {
      return true;
    }
    if (token.is(FUNCTION) || token.is(TITLE) || token.word().termInLower()) {
      return false;
    }
    if (token.word().alsoName()) {
      return !(french && token.ordinary() && isAfterArticle(reading, at, token));
    }
    boolean common = token.word().common() || Nouns.isInflectedCommon(vocabulary, word);
    return !common && isNamePlace(reading, at);
  }

  /** {@code DE L'AUBE}: a noun with its article. */
  private static boolean isAfterArticle(Reading reading, int at, Token token) {
    Token before = reading.near(at, -1);
    return before != null && before.written().equals("L") && reading.isTied(before, token, "'", 1);
  }

  /** Where a name is looked for: after a preposition or a kind of thing, or before what it does. */
  private boolean isNamePlace(Reading reading, int at) {
    String word = reading.tokens().get(at).folded();
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean led =
        before != null
            && (before.is(LEAD) || before.is(PLACE) || before.is(UNIT) || before.is(RANK));
    boolean leads =
        next != null && (next.is(UNIT) || next.is(PLACE) || (before == null && next.is(VERB)));
    boolean past = before != null && before.folded().equals("a") && PARTICIPLE.matcher(word).find();
    return (led && !past) || leads;
  }

  /** A capital inside a sentence. */
  private boolean isNameInside(Reading reading, int at, Token token) {
    String word = token.folded();
    if (token.length() == 1) {
      return !isElided(reading, token)
          && !token.written().equals("I")
          && !token.mayStart()
          && !Lettered.is(reading, at, token);
    }
    if (token.is(FUNCTION) && (token.isAllCapitals() || token.mayStart())) {
      return false;
    }
    if (token.is(LANGUAGE)) {
      Token before = reading.near(at, -1);
      return before == null || !before.is(SPEAK);
    }
    if (Openers.beginsAgain(reading, at, token, french)) {
      return false;
    }
    if (token.mayStart()) {
      return startsAsName(reading, at, token);
    }
    if (isLegal(reading, token)) {
      return isBesideName(reading, at, token) || endsName(reading, at);
    }
    if (token.is(TITLE)) {
      return isBesideName(reading, at, token);
    }
    return true;
  }

  /** A letter before an apostrophe: {@code L'officier}. */
  private static boolean isElided(Reading reading, Token token) {
    String text = reading.text().text();
    return token.to() < text.length() && text.charAt(token.to()) == '\'';
  }

  private boolean isBesideName(Reading reading, int at, Token token) {
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean head =
        before != null
            && before.starts()
            && before.isCapitalised()
            && (isNameOfCallSign(before)
                || (token.is(UNIT) && !before.is(TITLE) && !before.is(FUNCTION)));
    return (before != null
            && isClose(reading, before, token)
            && (head || isName(reading, before) || isNumber(reading, before)))
        || (next != null
            && isClose(reading, token, next)
            && (isName(reading, next) || isNumber(reading, next)));
  }

  /** {@code Warsaw Court of Appeal}: words of the law that a name leads. */
  private boolean endsName(Reading reading, int at) {
    for (int i = at - 1; i >= 0 && i > at - 6; i--) {
      Token token = reading.tokens().get(i);
      Token next = reading.tokens().get(i + 1);
      if (token.sentence() != next.sentence() || !isClose(reading, token, next)) {
        return false;
      }
      if (isName(reading, token)) {
        return true;
      }
      boolean goesOn =
          token.folded().equals("of") || (isLegal(reading, token) && token.isCapitalised());
      if (!goesOn) {
        return false;
      }
    }
    return false;
  }

  /** A word of the law, in a judgment. */
  private static boolean isLegal(Reading reading, Token token) {
    return reading.isJudgment() && token.is(LEGAL);
  }

  private static boolean isNumber(Reading reading, Token token) {
    return token.figure() && !reading.isJudgment();
  }

  /** A word with a capital that a capital makes a name. */
  private boolean isName(Reading reading, @Nullable Token token) {
    return token != null
        && !token.figure()
        && token.isCapitalised()
        && token.length() > 1
        && !token.starts()
        && !token.mayStart()
        && !token.word().term()
        && !token.is(TITLE)
        && !token.is(LANGUAGE)
        && !token.is(FUNCTION)
        && !isLegal(reading, token);
  }

  private static boolean isClose(Reading reading, Token left, @Nullable Token right) {
    if (right == null) {
      return false;
    }
    return reading.isTied(left, right, " -.\n", 2);
  }

  /** The first word of a sentence. */
  private boolean startsAsName(Reading reading, int at, Token token) {
    String word = token.folded();
    Token next = reading.near(at, 1);
    if (token.is(ARTICLE)) {
      boolean capital =
          next != null
              && next.isCapitalised()
              && !next.is(TITLE)
              && !next.word().term()
              && !(next.length() == 1 && Lettered.is(reading, at + 1, next));
      return !reading.isJudgment() && capital && isClose(reading, token, next);
    }
    boolean called =
        next != null
            && token.word().alsoName()
            && reading.gap(token, next).startsWith(","); // Grâce, réponds
    if (token.length() == 1 || (token.is(FUNCTION) && !called)) {
      return false;
    }
    if (next == null) {
      return token.word().alsoName();
    }
    if (isName(reading, next) && isClose(reading, token, next)) {
      return true;
    }
    if (next.figure() && isNumbered(reading, at, next)) {
      return true;
    }
    boolean name = token.word().alsoName();
    boolean common = token.word().common();
    boolean named = next.is(PLACE) || next.is(UNIT);
    boolean unit = next.is(UNIT) && !token.is(TITLE);
    if (next.isCapitalised()
        && named
        && (unit || isNameOfCallSign(token))
        && isClose(reading, token, next)) {
      return true;
    }
    char mark = token.to() < next.from() ? reading.text().text().charAt(token.to()) : ' ';
    if (name && (mark == '\'' || mark == ',' || (mark == '-' && Lettered.isOfName(next, french)))) {
      return true;
    }
    boolean acts =
        next.is(VERB)
            || (next.is(DIGIT) && isNameOfCallSign(token))
            || (ROWS_OF_NAMES.contains(next.folded()) && name);
    boolean past = !french && next.folded().endsWith("ed") && next.ordinary();
    if (french) {
      boolean does = verbs.isFrench(reading, at + 1, next) && (name || !common);
      if (JOINS.contains(next.lower())) {
        return acts && (name || (!common && !Nouns.isAbstract(word) && !Nouns.isPlural(word)));
      }
      return (acts && (name || !Nouns.isAbstract(word)))
          || (does && (name || !Nouns.isAbstract(word)));
    }
    if (next.is(THING)) {
      return false;
    }
    if (token.is(ADJECTIVE)) {
      return next.is(VERB) || verbs.isEnglish(reading, at + 1, next);
    }
    return name && (acts || past || verbs.isEnglish(reading, at + 1, next))
        || !common && (acts || past) && !Nouns.isAbstract(word) && !Nouns.isPlural(word);
  }

  /** {@code Red 1 reported}: a name with its number, before what it does. */
  static boolean isNumbered(Reading reading, int at, Token number) {
    Token token = reading.tokens().get(at);
    int far = 2;
    Token after = reading.near(at, far);
    while (after != null
        && after.figure()
        && reading.gap(reading.tokens().get(at + far - 1), after).equals("-")) {
      far++;
      after = reading.near(at, far);
    }
    boolean acts =
        after != null
            && after.is(VERB)
            && reading.isTied(reading.tokens().get(at + far - 1), after, " ", 1);
    return acts && reading.isTied(token, number, " -", 1) && !FigureRule.isBefore(token);
  }
}
