package retex.server.redaction.engine;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What a trained model sees of a sentence, each a number below that of its buckets: words, their
 * beginnings and their runs of four letters (so that a typing error costs little), two and three
 * words in a row, which lists of {@code sentences_en.txt} were heard, and, where the model asks for
 * it, how the sentence is told: its length, and the small words with the last letters of the others
 * in a row, at its head above all ({@code a –r has –d}). Training and reading share it. A figure is
 * any figure, and a word that nobody knows any such word: no name weighs. Immutable.
 */
final class SentenceFeatures {

  private static final int RUN = 4; // letters
  private static final int STEM = 5; // letters
  private static final long WORD = LongTable.hash("word");
  private static final long BEGINNING = LongTable.hash("beginning");
  private static final long LETTERS = LongTable.hash("letters");
  private static final long LIST = LongTable.hash("list");
  private static final long APART = LongTable.hash("apart");
  private static final long HEAD = LongTable.hash("head");
  private static final long TOLD = LongTable.hash("told");
  private static final long LENGTH = LongTable.hash("length");
  private static final int ENDED = 4; // letters of a word whose last one tells its form
  private static final int EACH = 3; // words of a step of length
  private static final int LONGEST = 8; // steps

  private final int buckets; // a power of two
  private final boolean told;

  SentenceFeatures(int buckets, boolean told) {
    this.buckets = buckets;
    this.told = told;
  }

  /** The word as it is weighed: itself, any figure, or any word that nobody knows. */
  static long form(String folded, boolean figure, boolean known) {
    return figure ? 1 : known ? LongTable.hash(folded) : 2;
  }

  /** Its beginning, which its other forms share. */
  static long stem(String folded, boolean figure, boolean known) {
    return figure || !known ? 3 : LongTable.hash(beginning(folded));
  }

  /** What the word does in the telling: itself where it is a small one, else its last letter. */
  static long told(String lower, long form, boolean small) {
    if (form == 1 || form == 2 || small) {
      return form;
    }
    return lower.length() < ENDED ? 3 : mixed(TOLD, lower.charAt(lower.length() - 1));
  }

  /** Of one word, wherever it stands. */
  void ofWord(String folded, long form, boolean readable, IntConsumer use) {
    use.accept(bucket(WORD, form));
    if (!readable) {
      return;
    }
    if (folded.length() > STEM) {
      use.accept(bucket(BEGINNING, LongTable.hash(beginning(folded))));
    }
    String bounded = "^" + folded + "$";
    for (int i = 0; i + RUN <= bounded.length(); i++) {
      use.accept(bucket(LETTERS, LongTable.hash(bounded.substring(i, i + RUN))));
    }
  }

  /** Of the words in a row from this token on. */
  void inARow(List<Token> tokens, int at, int first, int end, IntConsumer use) {
    Word word = tokens.get(at).word();
    if (at == first) {
      use.accept(bucket(HEAD, word.form()));
    }
    if (told) {
      howTold(tokens, at, first, end, use);
    }
    if (at + 1 == end) {
      return;
    }
    Word next = tokens.get(at + 1).word();
    long two = mixed(word.form(), next.form());
    use.accept(bucket(two, 0));
    use.accept(bucket(mixed(word.stem(), next.stem()), 1));
    if (at + 2 < end) {
      Word third = tokens.get(at + 2).word();
      use.accept(bucket(mixed(two, third.form()), 2));
      use.accept(bucket(mixed(word.form() ^ APART, third.form()), 3));
    }
  }

  private void howTold(List<Token> tokens, int at, int first, int end, IntConsumer use) {
    long one = tokens.get(at).word().told();
    long two = mixed(one, toldAt(tokens, at + 1, end));
    use.accept(bucket(TOLD, two));
    if (at == first) {
      use.accept(bucket(HEAD + 1, one));
      use.accept(bucket(HEAD + 2, two));
      use.accept(bucket(HEAD + 3, mixed(two, toldAt(tokens, at + 2, end))));
      use.accept(bucket(LENGTH, Math.min(LONGEST, (end - first) / EACH)));
    }
  }

  private static long toldAt(List<Token> tokens, int at, int end) {
    return at < end ? tokens.get(at).word().told() : 0;
  }

  /** A figure after a figure says no more than the first: a grid weighs as one number. */
  static boolean isRepeat(List<Token> tokens, int at, int first) {
    return at > first && tokens.get(at).figure() && tokens.get(at - 1).figure();
  }

  /** Of the lists that were heard. */
  void ofLists(BitSet heard, IntConsumer use) {
    for (int i = heard.nextSetBit(0); i >= 0; i = heard.nextSetBit(i + 1)) {
      use.accept(bucket(LIST, i));
    }
  }

  private static String beginning(String folded) {
    return folded.substring(0, Math.min(STEM, folded.length()));
  }

  private static long mixed(long left, long right) {
    return (left * 31 + right) * 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio
  }

  private int bucket(long kind, long value) {
    long mixed = mixed(kind, value);
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L; // a finalizer of SplitMix64 (Steele and others, 2014)
    return (int) (mixed >>> 40) & (buckets - 1);
  }
}
