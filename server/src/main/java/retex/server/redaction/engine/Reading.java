package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;

/** A normal text read once: its tokens and sentences, which every rule shares. */
final class Reading {

  private static final int LETTERS_TO_SHOUT = 6;
  private static final int CHARACTERS = 5; // of a word and a space, about

  private final NormalText text;
  private final Lexicon lexicon;
  private final StandIns standIns;
  private final List<Token> tokens;
  private final List<Sentences.Sentence> sentences;
  private final int[] firstToken;
  private final boolean judgment;

  /**
   * {@code cases}: the text may be a judgment. {@code again}: only the sentences where something
   * stands for a detail, and their neighbours.
   */
  Reading(NormalText text, Lexicon lexicon, String language, boolean cases, boolean again) {
    this.text = text;
    this.standIns = StandIns.in(text.text(), language);
    this.lexicon = lexicon;
    this.sentences = Sentences.of(text.text());
    this.judgment = cases && Judgments.isOne(text.text());
    this.tokens = new ArrayList<>(again ? 16 : text.text().length() / CHARACTERS + 1);
    this.firstToken = new int[sentences.size() + 1];
    for (int i = 0; i < sentences.size(); i++) {
      firstToken[i] = tokens.size();
      if (!again || isNearStandIn(i)) {
        read(i, sentences.get(i));
      }
    }
    firstToken[sentences.size()] = tokens.size();
  }

  private boolean isNearStandIn(int sentence) {
    int from = sentences.get(Math.max(0, sentence - 1)).from();
    int to = sentences.get(Math.min(sentences.size() - 1, sentence + 1)).to();
    return standIns.anyIn(from, to);
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

  /** The token that stands at this place of the original, or after it; the last behind all. */
  int tokenAt(int original) {
    int low = 0;
    int high = tokens.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (text.originalTo(tokens.get(middle).to()) <= original) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether no more than these characters, and no more of them, stand between two tokens. */
  boolean isTied(Token left, Token right, String characters, int most) {
    if (right.from() - left.to() > most) {
      return false;
    }
    for (int i = left.to(); i < right.from(); i++) {
      if (characters.indexOf(text.text().charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is the judgment of a court, where allegations are the matter itself. */
  boolean isJudgment() {
    return judgment;
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
      tokens.add(token(number, at, end, first && letter, shouted));
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

  private Token token(int sentence, int from, int to, boolean first, boolean loud) {
    Word word = lexicon.word(text.text(), text.folded(), from, to);
    boolean mayStart = first || followsColonOrLine(from);
    return new Token(from, to, word, sentence, first, mayStart, loud);
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
