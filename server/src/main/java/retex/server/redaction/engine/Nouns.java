package retex.server.redaction.engine;

import java.util.List;

/** What the form of a noun says of it. */
final class Nouns {

  private static final String[] ABSTRACT_ENDINGS =
      ("ship ing ion ment ness ity ance ence ency age ism ure ics ery ory hood ee ees logy ware time work"
              + " craft ant ent able tte eur eurs ite er ir re oir ants ents ments ions ites")
          .split(" ");

  private Nouns() {}

  /** The plural or another form of a common word. */
  static boolean isInflectedCommon(Vocabulary vocabulary, String word) {
    for (String ending : List.of("s", "es", "d", "ed", "ing", "ly", "er", "ers")) {
      if (word.endsWith(ending)
          && vocabulary.isCommon(word.substring(0, word.length() - ending.length()))) {
        return true;
      }
    }
    return word.endsWith("ing") && vocabulary.isCommon(word.substring(0, word.length() - 3) + "e");
  }

  static boolean isPlural(String word) {
    return word.endsWith("s") && !word.endsWith("ss");
  }

  /** Nouns that stand without an article. */
  static boolean isAbstract(String word) {
    for (String ending : ABSTRACT_ENDINGS) {
      if (word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
