package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every name that the system knows, however it is written: whole or in part, with other spaces,
 * hyphens and accents, inflected, as initials, by nickname, transliterated, or with one letter
 * wrong.
 */
final class KnownNamesRule implements Rule {

  private static final Category[] CATEGORIES = Category.values();
  private static final int WIDEST_GAP = 3;
  private static final int MOST_PIECES = 4; // of one word that was torn apart
  private static final int SHORTEST_TORN = 5;
  private static final int MOST_LETTERS = 80; // of a name that is spaced letter by letter
  private static final int MOST_INITIALS = 8;

  private static final Set<String> JOINS = Set.of("de", "d", "of", "and", "et", "with", "par");

  private final NameIndex index;

  KnownNamesRule(NameIndex index) {
    this.index = index;
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Word word = tokens.get(i).word();
      boolean next = i + 1 < tokens.size() && isOdd(tokens.get(i + 1).word());
      boolean odd = isOdd(word);
      if (word.known().row() != LongTable.NONE || word.known().inflectedRow()) {
        row(reading, i, spans);
      }
      if (odd || next) {
        torn(reading, i, spans);
      }
      word(reading, i, spans);
    }
    return spans;
  }

  /** What may be a piece of a name. */
  private static boolean isOdd(Word word) {
    return !word.figure() && (!word.ordinary() || word.written().length() == 1);
  }

  /** The longest known row of words from here. */
  private void row(Reading reading, int first, List<Span> spans) {
    List<Token> tokens = reading.tokens();
    long hash = LongTable.START;
    int end = -1;
    int category = LongTable.NONE;
    for (int i = first;
        i < Math.min(tokens.size(), first + MOST_LETTERS) && (i == first || isJoined(reading, i));
        i++) {
      long before = hash;
      hash = NameIndex.row(before, tokens.get(i).folded());
      int found = index.row(hash);
      int counts = found == LongTable.NONE ? inflected(before, tokens.get(i)) : found;
      if (counts != LongTable.NONE && counts != NameIndex.BEGINS) {
        end = i;
        category = counts;
      }
      if (found == LongTable.NONE) {
        break;
      }
    }
    if (end >= first && !(end == first && isOnlyAWord(reading, first))) {
      spans.add(span(reading, tokens.get(first), tokens.get(end), category, "known-name", 1.0));
    }
  }

  private int inflected(long before, Token token) {
    if (token.ordinary() || token.figure()) {
      return LongTable.NONE;
    }
    String folded = token.folded();
    for (String ending : NameIndex.ENDINGS) {
      int stem = folded.length() - ending.length();
      if (stem >= 4 && folded.endsWith(ending)) {
        int found = index.row(NameIndex.row(before, folded.substring(0, stem)));
        if (found != LongTable.NONE && found != NameIndex.BEGINS) {
          return found;
        }
      }
    }
    return LongTable.NONE;
  }

  /** A name that is one common word counts where it looks like a name. */
  private boolean isOnlyAWord(Reading reading, int at) {
    Token token = reading.tokens().get(at);
    Token next = reading.near(at, 1);
    boolean numbered = next != null && next.figure() && reading.gap(token, next).length() <= 1;
    return token.ordinary() && token.word().common() && !token.isCapitalised() && !numbered;
  }

  /** A name in one word, or in pieces that a scanner or a line end tore apart. */
  private void torn(Reading reading, int first, List<Span> spans) {
    List<Token> tokens = reading.tokens();
    long hash = LongTable.START;
    int length = 0;
    boolean ordinary = true;
    for (int i = first;
        i < Math.min(tokens.size(), first + MOST_LETTERS) && (i == first || isJoined(reading, i));
        i++) {
      Token token = tokens.get(i);
      boolean letter = token.length() == 1;
      if (i >= first + MOST_PIECES && !letter) {
        break;
      }
      hash = LongTable.step(hash, token.folded());
      length += token.length();
      ordinary &= token.ordinary() && !letter && !token.isCapitalised();
      int found = length < SHORTEST_TORN || ordinary ? LongTable.NONE : index.joined(hash);
      if (found != LongTable.NONE) {
        spans.add(span(reading, tokens.get(first), token, found, "known-joined", 0.95));
      }
    }
  }

  private static boolean isJoined(Reading reading, int at) {
    Token left = reading.tokens().get(at - 1);
    return reading.isTied(left, reading.tokens().get(at), " -./_'\n,", WIDEST_GAP);
  }

  private void word(Reading reading, int at, List<Span> spans) {
    Token token = reading.tokens().get(at);
    if (token.figure()) {
      return;
    }
    if (token.length() < 3) {
      letters(reading, at, spans);
      return;
    }
    Word.Known known = token.word().known();
    Category category = known.part();
    Category ordinary = known.ordinaryPart();
    boolean person = ordinary == Category.PERSON || ordinary == Category.EVALUATOR;
    if (category == null
        && token.isCapitalised()
        && (person || ordinary == null || !isOnlyLoud(reading, at, token))) {
      category = ordinary;
    }
    if (category == null) {
      category = known.inflectedPart();
    }
    if (category != null) {
      spans.add(span(reading, token, token, category.ordinal(), "known-part", 0.95));
      return;
    }
    if (token.isAllCapitals() && !token.word().term()) {
      add(reading, token, known.initials(), "known-initials", 0.8, spans);
    }
    add(reading, token, known.near(), "known-misspelt", 0.8, spans);
    add(reading, token, known.sound(), "known-sound", 0.7, spans);
  }

  /**
   * A common word that is part of a longer name of a place or a unit, where nothing but a sentence
   * in capitals or its head gives it one, and nothing beside it leads to a name.
   */
  private static boolean isOnlyLoud(Reading reading, int at, Token token) {
    if (!token.word().common() || token.word().alsoName() || !(token.shouted() || token.starts())) {
      return false;
    }
    Token before = reading.near(at, -1);
    Token next = reading.near(at, 1);
    boolean led =
        before != null
            && ((before.is(WordLists.Kind.LEAD) && !JOINS.contains(before.folded()))
                || before.is(WordLists.Kind.PLACE)
                || before.is(WordLists.Kind.UNIT)
                || before.is(WordLists.Kind.NAMED)
                || before.word().rank());
    boolean leads =
        next == null
            || next.figure()
            || next.is(WordLists.Kind.UNIT)
            || next.is(WordLists.Kind.PLACE)
            || (before == null && next.is(WordLists.Kind.VERB));
    return !led && !leads;
  }

  /** Initials with full stops between, or two letters in capitals. */
  private void letters(Reading reading, int first, List<Span> spans) {
    List<Token> tokens = reading.tokens();
    Token token = tokens.get(first);
    if (token.length() == 2 && token.isAllCapitals() && !token.shouted()) {
      if (token.word().term()) {
        return;
      }
      add(reading, token, index.initials(token.folded()), "known-initials", 0.7, spans);
      return;
    }
    var initials = new StringBuilder();
    for (int i = first;
        i < Math.min(tokens.size(), first + MOST_INITIALS) && tokens.get(i).length() == 1;
        i++) {
      if (i > first && !reading.gap(tokens.get(i - 1), tokens.get(i)).startsWith(".")) {
        break;
      }
      initials.append(tokens.get(i).folded());
      if (initials.length() > 1) {
        int found = index.initials(initials.toString());
        if (found != LongTable.NONE) {
          spans.add(span(reading, token, tokens.get(i), found, "known-initials", 0.9));
        }
      }
    }
  }

  private static void add(
      Reading reading, Token token, int category, String rule, double sure, List<Span> spans) {
    if (category != LongTable.NONE) {
      spans.add(span(reading, token, token, category, rule, sure));
    }
  }

  private static Span span(
      Reading reading, Token first, Token last, int category, String rule, double sure) {
    return reading.text().span(first.from(), last.to(), CATEGORIES[category], "known", rule, sure);
  }
}
