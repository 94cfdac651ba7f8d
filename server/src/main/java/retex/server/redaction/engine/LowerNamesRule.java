package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.ADJECTIVE;
import static retex.server.redaction.engine.WordLists.Kind.FUNCTION;
import static retex.server.redaction.engine.WordLists.Kind.RANK;
import static retex.server.redaction.engine.WordLists.Kind.THING;
import static retex.server.redaction.engine.WordLists.Kind.TITLE;
import static retex.server.redaction.engine.WordLists.Kind.VERB;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that are ordinary words, written without a capital: whoever is asked or told something, who
 * does what only persons do at the head of a clause, who has something of their own, whom a title
 * leads. Where a whole text is in lower case, at the head of a sentence and after a place's word
 * too.
 */
final class LowerNamesRule implements Rule {

  private static final Set<String> ASKED =
      Set.of(
          "ask",
          "asks",
          "asked",
          "asking",
          "tell",
          "tells",
          "told",
          "telling",
          "thank",
          "thanks",
          "thanked",
          "said",
          "says",
          "replied",
          "answered",
          "added",
          "shouted",
          "per",
          "cc");
  private static final Set<String> DEMANDE =
      Set.of(
          "demander",
          "demandez",
          "demande",
          "demandé",
          "dire",
          "dites",
          "dis",
          "dit",
          "écrire",
          "ecrire",
          "voir",
          "appeler",
          "rappeler",
          "remercier",
          "remerciez",
          "répond",
          "répondit",
          "parler",
          "parlez",
          "alors");
  private static final Set<String> TO = Set.of("a", "avec", "chez", "par", "pour", "qu");
  private static final Set<String> JOINS =
      Set.of(
          "and", "et", "but", "mais", "that", "que", "qu", "when", "quand", "because", "car", "est",
          "if", "si", "while", "as", "or", "avait");
  private static final Set<String> PLACES =
      Set.of("at", "in", "near", "from", "to", "via", "past", "a", "vers", "depuis");
  private static final Set<String> CHIEFS = Set.of("chef", "cheffe", "major");
  private static final Set<String> WHO = Set.of("qui", "who");

  private final Verbs verbs;
  private final boolean french;

  LowerNamesRule(String language) {
    this.verbs = new Verbs(Vocabulary.of(language));
    this.french = language.equals("fr");
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    if (reading.isJudgment()) {
      return spans;
    }
    boolean lower = reading.isInLowerCase();
    for (int i = 0; i < reading.tokens().size(); i++) {
      Token token = reading.tokens().get(i);
      if (!token.isCapitalised() && !token.figure() && mayBeName(token)) {
        Category category = category(reading, i, token, lower);
        if (category != null) {
          spans.add(
              reading
                  .text()
                  .span(token.from(), token.to(), category, "context", "lower-case-name", 0.6));
        }
      }
    }
    return spans;
  }

  private static boolean mayBeName(Token token) {
    return token.length() > 2
        && (token.word().alsoName() || token.word().known().ordinaryPart() != null)
        && !token.is(FUNCTION);
  }

  private @Nullable Category category(Reading reading, int at, Token token, boolean lower) {
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean opens = before == null || opens(reading, before, token);
    boolean close = next != null && reading.isTied(token, next, " ", 1);
    boolean ends = next == null || !close;
    if (!opens && before != null) {
      if (lower && isRank(reading, at, before)) {
        boolean acts = acts(reading, at, next, close);
        if (!acts || (next != null && (next.is(VERB) || french) && !token.is(VERB))) {
          return acts || ends || !isNoun(next) ? Category.PERSON : null;
        }
      }
      if (isAsked(reading, at, before)
          && (next == null || !close || next.is(FUNCTION) || acts(reading, at, next, close))) {
        return Category.PERSON;
      }
      boolean place = lower && PLACES.contains(before.folded()) && ends && !token.is(TITLE);
      if (place && token.word().known().ordinaryPart() != null) {
        return Category.PLACE;
      }
    }
    boolean headless =
        opens && (lower || before != null || token.word().known().ordinaryPart() != null);
    boolean joined = before != null && JOINS.contains(before.folded());
    if ((headless || joined) && acts(reading, at, next, close)) {
      boolean one = lower || token.word().known().ordinaryPart() != null;
      return one && !token.is(TITLE) && !token.is(THING) ? Category.PERSON : null;
    }
    boolean own =
        next != null
            && next.folded().equals("s")
            && reading.gap(token, next).equals("'")
            && (headless || joined)
            && !token.is(TITLE);
    return own && (lower || token.word().known().ordinaryPart() != null) ? Category.PERSON : null;
  }

  /** {@code sergent}, {@code brigadier-chef}. */
  private static boolean isRank(Reading reading, int at, Token before) {
    Token first = reading.near(at, -2);
    boolean chief =
        first != null
            && CHIEFS.contains(before.folded())
            && reading.isTied(first, before, "-", 1)
            && first.is(RANK);
    return chief || (before.is(RANK) && before.word().rank());
  }

  /** {@code ask grace}, {@code said joy}, {@code demander à prudence}. */
  private boolean isAsked(Reading reading, int at, Token before) {
    if (!french) {
      return ASKED.contains(before.folded());
    }
    Token verb = reading.near(at, -2);
    boolean to = TO.contains(before.folded()) && verb != null && DEMANDE.contains(verb.lower());
    return to || (DEMANDE.contains(before.lower()) && !before.folded().equals("alors"));
  }

  private boolean acts(Reading reading, int at, @Nullable Token next, boolean close) {
    if (next == null || !close || next.isCapitalised()) {
      return false;
    }
    Token after = reading.near(at, 2);
    boolean past =
        french && next.folded().equals("a") && after != null && after.lower().endsWith("é");
    boolean verb = past || next.is(VERB) || WHO.contains(next.folded());
    return verb
        || (french
            ? verbs.isFrench(reading, at + 1, next)
            : verbs.isEnglish(reading, at + 1, next));
  }

  private static boolean isNoun(@Nullable Token token) {
    return token != null && !token.is(FUNCTION) && !token.is(VERB) && !token.is(ADJECTIVE);
  }

  /** Whether a mark that ends a clause stands before. */
  private static boolean opens(Reading reading, Token before, Token token) {
    String gap = reading.gap(before, token);
    for (int i = 0; i < gap.length(); i++) {
      if (";:,.—–\"«\n(-".indexOf(gap.charAt(i)) >= 0 && gap.length() > 1) {
        return true;
      }
    }
    return false;
  }
}
