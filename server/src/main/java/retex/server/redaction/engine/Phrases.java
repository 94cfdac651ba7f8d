package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phrases with a number each, looked for in the folded words of a text: {@code alleg*} is any word
 * that begins so, {@code *woman} any that ends so, {@code told us} two words in a row. Searched in
 * one pass whatever their count.
 */
final class Phrases {

  private static final int SHORTEST_STEM = 3;

  private final LongTable exact = new LongTable();
  private final LongTable stems = new LongTable();
  private final List<List<Phrase>> byFirst = new ArrayList<>();
  private final List<Suffix> suffixes = new ArrayList<>();
  private int longestStem;

  void add(String phrase, int number) {
    if (phrase.strip().startsWith("*")) {
      suffixes.add(new Suffix(NormalText.fold(phrase.strip().substring(1)), number));
      return;
    }
    String[] words = phrase.strip().split("[\\s'-]+");
    for (int i = 0; i < words.length; i++) {
      words[i] = NormalText.fold(words[i]);
    }
    boolean stem = words[0].endsWith("*");
    String first = stem ? words[0].substring(0, words[0].length() - 1) : words[0];
    if (stem && first.length() < SHORTEST_STEM) {
      throw new IllegalArgumentException("stem too short: " + phrase);
    }
    longestStem = stem ? Math.max(longestStem, first.length()) : longestStem;
    LongTable table = stem ? stems : exact;
    long hash = LongTable.hash(first);
    int at = table.get(hash);
    if (at == LongTable.NONE) {
      at = byFirst.size();
      byFirst.add(new ArrayList<>());
      table.put(hash, at);
    }
    byFirst.get(at).add(new Phrase(words, number));
  }

  /** Every phrase whose first word this is. */
  Starting startingWith(String folded) {
    var found = new ArrayList<Phrase>();
    long hash = LongTable.START;
    for (int i = 0; i < folded.length(); i++) {
      hash = LongTable.step(hash, folded.charAt(i));
      if (i + 1 >= SHORTEST_STEM && i < longestStem) {
        all(stems.get(hash), found);
      }
    }
    all(exact.get(hash), found);
    for (Suffix suffix : suffixes) {
      if (folded.endsWith(suffix.letters())) {
        found.add(new Phrase(new String[] {folded}, suffix.number()));
      }
    }
    return Starting.of(found);
  }

  private void all(int list, List<Phrase> found) {
    if (list != LongTable.NONE) {
      found.addAll(byFirst.get(list));
    }
  }

  private record Suffix(String letters, int number) {}

  /** The phrases that one word begins, by what must follow. */
  record Starting(
      BitSet alone,
      Map<String, List<Phrase>> bySecond,
      List<Phrase> byOther,
      long seconds, // a bit a second word, so that most others are passed over at once
      boolean isEmpty) {

    private static Starting of(List<Phrase> all) {
      var alone = new BitSet();
      var bySecond = new HashMap<String, List<Phrase>>();
      var byOther = new ArrayList<Phrase>();
      for (Phrase phrase : all) {
        if (phrase.words().length == 1) {
          alone.set(phrase.number());
        } else if (phrase.words()[1].endsWith("*")) {
          byOther.add(phrase);
        } else {
          bySecond.computeIfAbsent(phrase.words()[1], any -> new ArrayList<>()).add(phrase);
        }
      }
      long seconds = bySecond.keySet().stream().mapToLong(Starting::bit).reduce(0, (a, b) -> a | b);
      return new Starting(alone, bySecond, byOther, seconds, all.isEmpty());
    }

    private static long bit(String word) {
      return 1L << word.hashCode();
    }

    /** Adds the numbers of all that stand at this token. */
    void at(List<Token> tokens, int index, BitSet heard) {
      if (isEmpty) {
        return;
      }
      if (!alone.isEmpty()) {
        heard.or(alone);
      }
      if (index + 1 >= tokens.size()) {
        return;
      }
      String second = tokens.get(index + 1).folded();
      if ((seconds & bit(second)) != 0) {
        for (Phrase phrase : bySecond.getOrDefault(second, List.of())) {
          if (phrase.isAt(tokens, index)) {
            heard.set(phrase.number());
          }
        }
      }
      for (Phrase phrase : byOther) {
        if (phrase.isAt(tokens, index)) {
          heard.set(phrase.number());
        }
      }
    }
  }

  /** Words in a row, of which the first was met. */
  record Phrase(String[] words, int number) {

    boolean isAt(List<Token> tokens, int index) {
      if (index + words.length > tokens.size()) {
        return false;
      }
      int sentence = tokens.get(index).sentence();
      for (int i = 1; i < words.length; i++) {
        Token token = tokens.get(index + i);
        if (token.sentence() != sentence || !fits(words[i], token.folded())) {
          return false;
        }
      }
      return true;
    }

    private static boolean fits(String word, String folded) {
      if (word.equals("*")) {
        return true;
      }
      return word.endsWith("*")
          ? folded.startsWith(word.substring(0, word.length() - 1))
          : folded.equals(word);
    }
  }
}
