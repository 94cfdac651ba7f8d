package retex.server.redaction.engine;

import java.util.HashMap;
import java.util.Map;

/** What a word has to do with a number, English and French. */
enum Numeral {
  /** One of something. */
  SINGLE("one a an un une single"),
  TO_TEN(
      "one two three four five six seven eight nine un une deux trois quatre cinq sept huit neuf dix"),
  ABOVE_TEN(
      "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty"
          + " forty fifty sixty seventy eighty ninety hundred thousand mille onze douze treize"
          + " quatorze quinze seize vingt trente quarante cinquante soixante septante huitante octante nonante cent cents"),
  /** What makes a number up to ten a large one. */
  HUNDREDS("hundred thousand cent cents mille"),
  /** A share of something, or nothing of it. */
  PART(
      "half third thirds quarter dozen none nil moitie tiers quart quarts"
          + " dizaine douzaine vingtaine trentaine quarantaine cinquantaine centaine"
          + " poignee handful couple aucun aucune"),
  /** What joins two parts of one. */
  AND("and et"),
  /** Between a part and its whole. */
  OUT_OF("of sur out but sauf");

  private static final Map<String, Integer> BY_WORD = new HashMap<>();

  private final String words;

  Numeral(String words) {
    this.words = words;
  }

  static {
    for (Numeral each : values()) {
      for (String word : each.words.split(" ")) {
        BY_WORD.merge(word, 1 << each.ordinal(), (one, other) -> one | other);
      }
    }
  }

  /** All that a word is, in lower case without accents, a bit each. */
  static int of(String folded) {
    return BY_WORD.getOrDefault(folded, 0);
  }
}
