package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.ADJECTIVE;
import static retex.server.redaction.engine.WordLists.Kind.ARTICLE;
import static retex.server.redaction.engine.WordLists.Kind.DIGIT;
import static retex.server.redaction.engine.WordLists.Kind.FUNCTION;
import static retex.server.redaction.engine.WordLists.Kind.LANGUAGE;
import static retex.server.redaction.engine.WordLists.Kind.LEAD;
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
import org.jspecify.annotations.Nullable;

/**
 * Takes out ordinary words that are names where they stand: with a capital inside a sentence, after
 * a rank, a role or a kind of place, at the head of a sentence before what only persons and units
 * do, and in a sentence of capitals all those that are names elsewhere or not common.
 */
final class ContextRule implements Rule {

  private final Vocabulary vocabulary;
  private final WordLists lists;
  private final boolean french;

  ContextRule(String language) {
    this.vocabulary = Vocabulary.of(language);
    this.lists = WordLists.of(language);
    this.french = language.equals("fr");
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.figure() || vocabulary.isTerm(token.written())) {
        continue;
      }
      Category category = category(reading, i, token);
      if (category != null) {
        spans.add(
            reading
                .text()
                .span(token.from(), token.to(), category, "context", rule(category), 0.6));
      }
    }
    return spans;
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
    String word = before.folded();
    if (Ranks.isShort(word) && !lists.has(VERB, token.folded())) {
      return Category.PERSON;
    }
    if (!vocabulary.isAlsoName(token.folded()) && vocabulary.isCommon(token.folded())) {
      return null;
    }
    if (lists.has(RANK, word) && token.shouted()) {
      return Category.PERSON;
    }
    if (lists.has(NAMED, word)) {
      return Category.UNSURE;
    }
    boolean place = lists.has(PLACE, word) && token.shouted();
    return place ? Category.PLACE : null;
  }

  /** {@code Falcon six}, {@code Falcon actual}: what follows a name in a call sign. */
  private boolean isOfCallSign(Reading reading, int at, Token token) {
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean noun = next != null && !next.figure() && lists.has(THING, next.folded());
    return lists.has(DIGIT, token.folded())
        && !noun
        && before != null
        && reading.gap(before, token).matches("[ -]")
        && before.isCapitalised()
        && (isNameOfCallSign(before) || (!before.shouted() && isName(before)));
  }

  private boolean isNameOfCallSign(Token token) {
    return !token.figure()
        && !lists.has(FUNCTION, token.folded())
        && (vocabulary.isAlsoName(token.folded()) || !vocabulary.isCommon(token.folded()));
  }

  private boolean isHarmless(Token token) {
    String word = token.folded();
    return lists.has(FUNCTION, word) || lists.has(TITLE, word) || lists.has(THING, word);
  }

  private boolean isShoutedName(Reading reading, int at, Token token) {
    String word = token.folded();
    if (token.length() == 1) {
      return false;
    }
    Token next = reading.near(at, 1);
    if (lists.has(UNIT, word) && next != null && vocabulary.isAlsoName(next.folded())) {
      return true;
    }
    if (lists.has(FUNCTION, word) || lists.has(TITLE, word) || vocabulary.isTerm(word)) {
      return false;
    }
    if (vocabulary.isAlsoName(word)) {
      return true;
    }
    boolean common = vocabulary.isCommon(word) || isInflectedCommon(word);
    return !common && isNamePlace(reading, at);
  }

  /** Where a name is looked for: after a preposition or a kind of thing, or before what it does. */
  private boolean isNamePlace(Reading reading, int at) {
    String word = reading.tokens().get(at).folded();
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean led =
        before != null
            && (lists.has(LEAD, before.folded())
                || lists.has(PLACE, before.folded())
                || lists.has(UNIT, before.folded())
                || lists.has(RANK, before.folded()));
    boolean leads =
        next != null
            && (lists.has(UNIT, next.folded())
                || lists.has(PLACE, next.folded())
                || (before == null && lists.has(VERB, next.folded())));
    boolean past =
        before != null && before.folded().equals("a") && word.matches(".*(?:er|ir|ee?s?|u|is?)");
    return (led && !past) || leads;
  }

  /** The plural or another form of a common word. */
  private boolean isInflectedCommon(String word) {
    for (String ending : List.of("s", "es", "d", "ed", "ing", "ly", "er", "ers")) {
      if (word.endsWith(ending)
          && vocabulary.isCommon(word.substring(0, word.length() - ending.length()))) {
        return true;
      }
    }
    return word.endsWith("ing") && vocabulary.isCommon(word.substring(0, word.length() - 3) + "e");
  }

  /** A capital inside a sentence. */
  private boolean isNameInside(Reading reading, int at, Token token) {
    String word = token.folded();
    if (token.length() == 1) {
      return !isElided(reading, token) && !token.written().equals("I") && !token.mayStart();
    }
    if (lists.has(FUNCTION, word) && (token.isAllCapitals() || token.mayStart())) {
      return false;
    }
    if (lists.has(LANGUAGE, word)) {
      Token before = reading.near(at, -1);
      return before == null || !lists.has(SPEAK, before.folded());
    }
    if (token.mayStart()) {
      return startsAsName(reading, at, token);
    }
    if (lists.has(TITLE, word)) {
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
        before != null && before.starts() && before.isCapitalised() && isNameOfCallSign(before);
    return (before != null
            && isClose(reading, before, token)
            && (head || isName(before) || isNumber(before)))
        || (next != null && isClose(reading, token, next) && (isName(next) || isNumber(next)));
  }

  private static boolean isNumber(Token token) {
    return token.figure();
  }

  /** A word with a capital that a capital makes a name. */
  private boolean isName(@Nullable Token token) {
    return token != null
        && !token.figure()
        && token.isCapitalised()
        && token.length() > 1
        && !token.starts()
        && !token.mayStart()
        && !vocabulary.isTerm(token.written())
        && !lists.has(TITLE, token.folded())
        && !lists.has(LANGUAGE, token.folded())
        && !lists.has(FUNCTION, token.folded());
  }

  private static boolean isClose(Reading reading, Token left, @Nullable Token right) {
    if (right == null) {
      return false;
    }
    String gap = reading.gap(left, right);
    return gap.length() <= 2
        && gap.chars().allMatch(c -> c == ' ' || c == '-' || c == '.' || c == '\n');
  }

  /** The first word of a sentence. */
  private boolean startsAsName(Reading reading, int at, Token token) {
    String word = token.folded();
    Token next = reading.near(at, 1);
    if (lists.has(ARTICLE, word)) {
      return isName(next) && isClose(reading, token, next);
    }
    if (token.length() == 1 || lists.has(FUNCTION, word)) {
      return false;
    }
    if (next == null) {
      return vocabulary.isAlsoName(word);
    }
    if (isName(next) && isClose(reading, token, next)) {
      return true;
    }
    boolean name = vocabulary.isAlsoName(word);
    boolean common = vocabulary.isCommon(word);
    boolean named = lists.has(PLACE, next.folded()) || lists.has(UNIT, next.folded());
    if (next.isCapitalised() && named && isNameOfCallSign(token) && isClose(reading, token, next)) {
      return true;
    }
    String gap = reading.gap(token, next);
    if (name && (gap.startsWith("'") || gap.startsWith(",") || gap.startsWith("-"))) {
      return true;
    }
    boolean acts =
        lists.has(VERB, next.folded())
            || (lists.has(DIGIT, next.folded()) && isNameOfCallSign(token))
            || next.folded().equals("and") && name;
    boolean past = !french && next.folded().endsWith("ed") && next.ordinary();
    if (french) {
      return acts && (name || !isAbstract(word));
    }
    if (lists.has(THING, next.folded())) {
      return false;
    }
    if (lists.has(ADJECTIVE, word)) {
      return lists.has(VERB, next.folded());
    }
    return name && (acts || past)
        || !common && (acts || past) && !isAbstract(word) && !isPlural(word);
  }

  private static boolean isPlural(String word) {
    return word.endsWith("s") && !word.endsWith("ss");
  }

  /** Nouns that stand without an article. */
  private static boolean isAbstract(String word) {
    return word.matches(
        ".*(?:ship|ing|ion|ment|ness|ity|ance|ence|ency|age|ism|ure|ics|ery|ory|hood|ee|ees|logy|ware|time|work|craft|ant|ent|able|tte|eur|eurs|ite|er|ir|re|oir|ants|ents|ments|ions|ites)");
  }
}
