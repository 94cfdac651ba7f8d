package retex.server.redaction.engine;

/**
 * Tells everything about a written word under one context and language. Words come again and again:
 * the last ones are kept in a table of fixed size. Safe for use by several threads: what is kept is
 * immutable, and a word lost between two threads is looked up once more.
 */
final class Lexicon {

  private static final int BITS = 16; // of the number of a place
  private static final int SIDE = 4; // places that one hash may have
  private static final int SPREAD = 0x9E3779B9; // 2^32 over the golden ratio

  private final Vocabulary vocabulary;
  private final WordLists lists;
  private final NameIndex names;
  private final PatternRule patterns;
  private final Phrases phrases;
  private final SentenceModel model;
  private final Word[] kept = new Word[1 << BITS];
  private final int[] hashes = new int[1 << BITS];

  Lexicon(
      Vocabulary vocabulary,
      WordLists lists,
      NameIndex names,
      PatternRule patterns,
      Phrases phrases,
      SentenceModel model) {
    this.vocabulary = vocabulary;
    this.lists = lists;
    this.names = names;
    this.patterns = patterns;
    this.phrases = phrases;
    this.model = model;
  }

  /** The hash of a word by which it is kept, and one character more. */
  static int step(int hash, char character) {
    return hash * 31 + character;
  }

  /** The word that is written in this part of a text, whose hash was made by {@link #step}. */
  Word word(String text, int from, int to, int hash) {
    int first = (hash * SPREAD) >>> (Integer.SIZE - BITS) & -SIDE;
    for (int slot = first; slot < first + SIDE; slot++) {
      Word word = hashes[slot] == hash ? kept[slot] : null;
      if (word != null
          && word.written().length() == to - from
          && text.startsWith(word.written(), from)) {
        return word;
      }
    }
    String written = text.substring(from, to);
    Word word = looked(written, NormalText.fold(written));
    System.arraycopy(kept, first, kept, first + 1, SIDE - 1);
    System.arraycopy(hashes, first, hashes, first + 1, SIDE - 1);
    kept[first] = word;
    hashes[first] = hash;
    return word;
  }

  private Word looked(String written, String folded) {
    boolean figure = Character.isDigit(written.charAt(0));
    String lower = figure ? folded : written.toLowerCase(java.util.Locale.ROOT);
    boolean capital = Character.isUpperCase(written.charAt(0));
    boolean ordinary = !figure && (written.length() == 1 || vocabulary.knows(lower, folded));
    boolean readable = !figure && (ordinary || !capital || vocabulary.isTerm(written));
    long form = SentenceFeatures.form(folded, figure, readable);
    long kinds = lists.kinds(folded);
    boolean small = (kinds & (1L << WordLists.Kind.FUNCTION.ordinal())) != 0;
    boolean loud = capital && written.chars().noneMatch(Character::isLowerCase);
    return new Word(
        written,
        lower,
        folded,
        figure,
        capital,
        loud,
        ordinary,
        vocabulary.isCommon(folded),
        vocabulary.isAlsoName(folded),
        vocabulary.isTerm(written),
        vocabulary.isTerm(folded),
        Ranks.isRank(written),
        Ranks.isShort(folded),
        kinds,
        Numeral.of(folded),
        patterns.shapesAt(lower, folded, figure, loud),
        patterns.soon(lower, folded, figure),
        phrases.startingWith(figure ? "" : folded),
        form,
        SentenceFeatures.stem(folded, figure, readable),
        SentenceFeatures.told(lower, form, small),
        model.ofWord(folded, form, readable),
        names.of(folded, ordinary, figure));
  }
}
