package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;

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

  /** Tells of every phrase that begins at this token. */
  void at(List<Token> tokens, int index, Found found) {
    String word = tokens.get(index).folded();
    long hash = LongTable.START;
    for (int i = 0; i < word.length(); i++) {
      hash = LongTable.step(hash, word.charAt(i));
      if (i + 1 >= SHORTEST_STEM && i < longestStem) {
        all(stems.get(hash), tokens, index, found);
      }
    }
    all(exact.get(hash), tokens, index, found);
    for (Suffix suffix : suffixes) {
      if (word.endsWith(suffix.letters())) {
        found.phrase(suffix.number(), index, index + 1);
      }
    }
  }

  private void all(int list, List<Token> tokens, int index, Found found) {
    if (list == LongTable.NONE) {
      return;
    }
    for (Phrase phrase : byFirst.get(list)) {
      if (phrase.isAt(tokens, index)) {
        found.phrase(phrase.number(), index, index + phrase.words().length);
      }
    }
  }

  /** Hears of a phrase and of its tokens. */
  interface Found {
    void phrase(int number, int fromToken, int toToken);
  }

  private record Suffix(String letters, int number) {}

  private record Phrase(String[] words, int number) {

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
