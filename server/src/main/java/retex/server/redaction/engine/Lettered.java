package retex.server.redaction.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code plan B}, {@code jour J}, {@code X-ray}, {@code D-shackle}: letters that count or show a
 * form, and name nobody.
 */
final class Lettered {

  private static final Set<String> BEFORE =
      Set.of(
          "plan", "plans", "jour", "annex", "annexe", "group", "groupe", "type", "class", "classe",
          "en", "forme", "shape");

  private static final Set<String> QUALITIES =
      Set.of(
          "centred", "based", "oriented", "proof", "free", "ready", "wide", "specific", "friendly");

  private static final Set<String> AFTER_VERBS = Set.of("là", "ci", "il", "elle", "on");

  private Lettered() {}

  static boolean is(Reading reading, int at, Token token) {
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    return isOfForm(reading, token, next)
        || (before != null
            && BEFORE.contains(before.folded())
            && reading.isTied(before, token, " ", 1));
  }

  /** {@code centred} of {@code survivor-centred}: what a noun before a hyphen makes a quality. */
  private static boolean isQuality(Token token) {
    return QUALITIES.contains(token.lower());
  }

  /** {@code paul} of {@code Jean-paul}: what makes a word before a hyphen a name. */
  static boolean isOfName(Token next, boolean french) {
    boolean name =
        next.isCapitalised()
            || !next.ordinary()
            || next.word().alsoName()
            || (french && next.length() > 2);
    return name && !isQuality(next) && !AFTER_VERBS.contains(next.lower());
  }

  private static boolean isOfForm(Reading reading, Token token, @Nullable Token next) {
    return next != null
        && next.ordinary()
        && next.length() > 2
        && !next.isCapitalised()
        && !next.is(WordLists.Kind.UNIT)
        && !next.is(WordLists.Kind.RANK)
        && reading.isTied(token, next, "-", 1)
        && token.to() < next.from();
  }
}
