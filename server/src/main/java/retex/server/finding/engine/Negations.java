package retex.server.finding.engine;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a language that deny. {@code words}: all of them, in small letters with their
 * accents ("manqué" is no "manque"), {@code plain} the same folded; of these {@code without} and
 * {@code lacking} deny nothing where a denial stands before or beside them, unless it is one of
 * what can be done ({@code modals}): "cannot move without help". {@code openers} stand before a
 * verb that is denied; {@code enders} say that something is no more, right after a denial, or after
 * an opener where they are words that carry no meaning else ({@code stop}), and never before {@code
 * compares}: "no longer than"; {@code emphatic} only strengthen a denial: "not a single". All but
 * {@code words} are folded.
 */
record Negations(
    Set<String> words,
    Set<String> plain,
    Set<String> openers,
    Set<String> without,
    Set<String> lacking,
    Set<String> modals,
    Set<String> enders,
    Set<String> emphatic,
    Set<String> compares) {

  static final Negations NONE =
      new Negations(
          Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  private static final int REACH = 5; // words from an opener to what ends

  /**
   * What a word does; {@code before} are the words of its clause that carry meaning, {@code next}
   * the word after it, folded.
   */
  Token.Kind kind(String written, String folded, List<Token> before, String next, boolean stops) {
    if (openers.contains(folded)) {
      return Token.Kind.OPENER;
    }
    if (enders.contains(folded) && !compares.contains(next) && ends(before, stops)) {
      return Token.Kind.ENDER;
    }
    if (emphatic.contains(folded) && isLast(before)) {
      return Token.Kind.EMPHASIS;
    }
    if (!denies(written, folded)) {
      return Token.Kind.WORD;
    }
    return without.contains(folded)
        ? Token.Kind.WITHOUT
        : lacking.contains(folded) ? Token.Kind.LACK : Token.Kind.NOT;
  }

  /** Whether a word denies what can be done: "cannot", "peut pas". */
  boolean isOfModal(String folded, String before) {
    return plain.contains(folded) && (modals.contains(folded) || modals.contains(before));
  }

  private static boolean ends(List<Token> before, boolean stops) {
    if (!stops) {
      return isLast(before);
    }
    List<Token> near = before.subList(Math.max(0, before.size() - REACH), before.size());
    return near.stream().anyMatch(Token::opens) && near.stream().noneMatch(Token::negates);
  }

  private static boolean isLast(List<Token> before) {
    return !before.isEmpty() && before.get(before.size() - 1).negates();
  }

  private boolean denies(String written, String folded) {
    if (!plain.contains(folded)) {
      return false;
    }
    String letters = Normalizer.normalize(written.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    return words.contains(letters) || !isAccented(letters);
  }

  private static boolean isAccented(String letters) {
    return Normalizer.normalize(letters, Normalizer.Form.NFD)
        .codePoints()
        .anyMatch(it -> Character.getType(it) == Character.NON_SPACING_MARK);
  }
}
