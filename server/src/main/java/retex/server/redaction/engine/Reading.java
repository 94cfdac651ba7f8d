package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;

/** A normal text read once: its tokens and sentences, which every rule shares. */
final class Reading {

  private static final int LETTERS_TO_SHOUT = 6;

  private final NormalText text;
  private final Vocabulary vocabulary;
  private final StandIns standIns;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Sentences.Sentence> sentences;
  private final int[] firstToken;

  Reading(NormalText text, Vocabulary vocabulary, String language) {
    this.text = text;
    this.standIns = StandIns.in(text.text(), language);
    this.vocabulary = vocabulary;
    this.sentences = Sentences.of(text.text());
    this.firstToken = new int[sentences.size() + 1];
    for (int i = 0; i < sentences.size(); i++) {
      firstToken[i] = tokens.size();
      read(i, sentences.get(i));
    }
    firstToken[sentences.size()] = tokens.size();
  }

  NormalText text() {
    return text;
  }

  List<Token> tokens() {
    return tokens;
  }

  List<Sentences.Sentence> sentences() {
    return sentences;
  }

  /** Index of the first token of a sentence; of the last sentence's end for the number after it. */
  int firstToken(int sentence) {
    return firstToken[sentence];
  }

  /** The token at this distance in the same sentence, or null. */
  @org.jspecify.annotations.Nullable
  Token near(int index, int distance) {
    int at = index + distance;
    if (at < 0 || at >= tokens.size()) {
      return null;
    }
    Token near = tokens.get(at);
    return near.sentence() == tokens.get(index).sentence() ? near : null;
  }

  /** What stands between two tokens. */
  String gap(Token left, Token right) {
    return text.text().substring(left.to(), right.from());
  }

  private void read(int number, Sentences.Sentence sentence) {
    String normal = text.text();
    boolean shouted = isShouted(normal, sentence);
    boolean first = true;
    int at = sentence.from();
    while (at < sentence.to()) {
      char c = normal.charAt(at);
      if (c == '[' && standIns.endAt(at) > 0) {
        at = standIns.endAt(at);
        first = false;
        continue;
      }
      boolean letter = Character.isLetter(c);
      boolean figure = !letter && Character.isDigit(c);
      if (!letter && !figure) {
        at++;
        continue;
      }
      int end = at + 1;
      while (end < sentence.to() && isSame(normal.charAt(end), figure)) {
        end++;
      }
      tokens.add(token(number, at, end, figure, first && letter, shouted));
      first &= !letter;
      at = end;
    }
  }

  private static boolean isSame(char c, boolean figure) {
    if (figure) {
      return Character.isDigit(c);
    }
    return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private Token token(int sentence, int from, int to, boolean figure, boolean first, boolean loud) {
    String written = text.text().substring(from, to);
    String folded = text.folded().substring(from, to);
    String lower = figure || written.equals(folded) ? folded : lower(written, folded);
    boolean mayStart = first || followsColonOrLine(from);
    boolean ordinary = !figure && (to - from == 1 || vocabulary.knows(lower, folded));
    return new Token(
        from, to, figure, written, lower, folded, sentence, first, mayStart, loud, ordinary);
  }

  private static String lower(String written, String folded) {
    for (int i = 0; i < written.length(); i++) {
      if (written.charAt(i) >= 128) {
        return written.toLowerCase(java.util.Locale.ROOT);
      }
    }
    return folded;
  }

  private boolean followsColonOrLine(int from) {
    String normal = text.text();
    int at = from - 1;
    if (at >= 0 && "\"«".indexOf(normal.charAt(at)) >= 0) {
      return true;
    }
    while (at >= 0 && " \"'(«*•-".indexOf(normal.charAt(at)) >= 0) {
      at--;
    }
    return at < 0 || normal.charAt(at) == '\n' || (normal.charAt(at) == ':' && at < from - 1);
  }

  private boolean isShouted(String normal, Sentences.Sentence sentence) {
    int upper = 0;
    int lower = 0;
    for (int i = sentence.from(); i < sentence.to(); i++) {
      char c = normal.charAt(i);
      if (c == '[' && standIns.endAt(i) > 0) {
        i = standIns.endAt(i) - 1;
      } else if (Character.isUpperCase(c)) {
        upper++;
      } else if (Character.isLowerCase(c)) {
        lower++;
      }
    }
    return upper >= LETTERS_TO_SHOUT && upper > lower * 3;
  }
}
