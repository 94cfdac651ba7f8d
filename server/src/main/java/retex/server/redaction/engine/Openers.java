package retex.server.redaction.engine;

import java.util.Set;

/** Words with a capital inside a sentence that begin another one, whose stop was forgotten. */
final class Openers {

  // Will, Grâce, Le, La, On, Il and Elle are names too: a bare one of them is not spared
  private static final Set<String> ENGLISH = Set.of("the", "they", "we", "it", "this", "these");
  private static final Set<String> FRENCH = Set.of("les", "une", "des", "ils", "elles", "nous");

  private Openers() {}

  /** {@code bye The list is signed}. */
  static boolean beginsAgain(Reading reading, int at, Token token, boolean french) {
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    return (french ? FRENCH : ENGLISH).contains(token.lower())
        && !token.word().alsoName()
        && before != null
        && !leads(before)
        && next != null
        && !next.figure()
        && !next.isCapitalised()
        && reading.isTied(token, next, " ", 1);
  }

  /** Whether a name may follow. */
  private static boolean leads(Token before) {
    return before.isCapitalised()
        || before.is(WordLists.Kind.RANK)
        || before.is(WordLists.Kind.LEAD)
        || before.is(WordLists.Kind.FUNCTION)
        || before.is(WordLists.Kind.NAMED);
  }
}
