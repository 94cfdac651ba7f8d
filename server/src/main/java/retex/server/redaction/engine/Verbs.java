package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.FUNCTION;
import static retex.server.redaction.engine.WordLists.Kind.THING;
import static retex.server.redaction.engine.WordLists.Kind.TITLE;

import java.util.Set;
import java.util.regex.Pattern;

/** Tells verbs in their third person, by their form and by what follows: no list has them all. */
final class Verbs {

  private static final Pattern ADVERB =
      Pattern.compile("ment$|ant$|ent$|et$|ut$|fort$|court$|point$");
  private static final Set<String> ADJECTIVES =
      Set.of(
          "calme",
          "ferme",
          "vide",
          "complete",
          "active",
          "double",
          "seche",
          "trouble",
          "prete",
          "libre",
          "propre",
          "faible",
          "forte",
          "haute",
          "pauvre",
          "riche",
          "jaune",
          "large",
          "juste",
          "lisse",
          "nette",
          "simple",
          "souple",
          "stable",
          "tendre",
          "claire",
          "fixe",
          "commune",
          "mobile",
          "manque",
          "reste",
          "parfait",
          "petit",
          "haut",
          "droit",
          "etroit",
          "distante",
          "rare",
          "intense",
          "honnete",
          "correcte",
          "discrete",
          "dense",
          "sobre",
          "sage",
          "sensible",
          "limite",
          "mixte");
  private static final Set<String> AFTER_VERB =
      Set.of(
          "bien", "mal", "mieux", "well", "badly", "fast", "back", "away", "his", "her", "their",
          "son", "sa", "ses");
  private static final Set<String> ROWS =
      Set.of(
          "et", "ou", "and", "or", "mais", "but", "en", "of", "du", "des", "is", "are", "was",
          "were");
  private final Vocabulary vocabulary;

  Verbs(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** {@code maîtrise la}, {@code craint la}: a verb in its third person, by what follows it. */
  boolean isFrench(Reading reading, int at, Token token) {
    String word = token.folded();
    if (token.is(FUNCTION) || token.is(TITLE) || !token.ordinary() || token.isCapitalised()) {
      return false;
    }
    boolean future = word.endsWith("ra") || word.endsWith("ait");
    boolean present =
        (word.endsWith("e") && vocabulary.knows(token.lower() + "r"))
            || (word.endsWith("t") && !ADVERB.matcher(word).find())
            || (word.endsWith("d") && vocabulary.knows(token.lower() + "re"));
    return !ADJECTIVES.contains(word) && (future || present) && goesOn(reading, at, token);
  }

  /** {@code masters the}, {@code objects.}: a verb in its third person, by what follows it. */
  boolean isEnglish(Reading reading, int at, Token token) {
    String word = token.folded();
    boolean third =
        word.endsWith("s")
            && !word.endsWith("ss")
            && !token.is(FUNCTION)
            && !token.is(THING)
            && (vocabulary.knows(word.substring(0, word.length() - 1))
                || (word.endsWith("ies")
                    && vocabulary.knows(word.substring(0, word.length() - 3) + "y")));
    return third && token.ordinary() && !token.isCapitalised() && goesOn(reading, at, token);
  }

  /** An article, a preposition or an adverb, or the end: what follows a verb. */
  private static boolean goesOn(Reading reading, int at, Token token) {
    Token next = reading.near(at, 1);
    if (next == null || !reading.isTied(token, next, " ", 1)) {
      return next == null || reading.gap(token, next).indexOf(',') < 0;
    }
    return AFTER_VERB.contains(next.folded())
        || (next.is(FUNCTION) && !ROWS.contains(next.folded()))
        || next.folded().endsWith("ly");
  }
}
