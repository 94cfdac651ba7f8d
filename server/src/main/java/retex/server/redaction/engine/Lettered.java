package retex.server.redaction.engine;

import java.util.Set;

/** {@code plan B}, {@code jour J}, {@code X-ray}: letters that count or show, and name nobody. */
final class Lettered {

  private static final Set<String> BEFORE =
      Set.of(
          "plan", "plans", "jour", "annex", "annexe", "group", "groupe", "type", "class", "classe");

  private Lettered() {}

  static boolean is(Reading reading, int at, Token token) {
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    return (next != null && next.folded().startsWith("ray") && reading.isTied(token, next, "-", 1))
        || (before != null
            && BEFORE.contains(before.folded())
            && reading.isTied(before, token, " ", 1));
  }
}
