package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A normal text read once: its tokens and sentences, which every rule shares. */
final class Reading {

  private static final int LETTERS_TO_SHOUT = 6;
  private static final int ENUMERATOR = 5; // characters of one, about: (viii)
  private static final int CHARACTERS = 5; // of a word and a space, about
  private static final int FEW = 16; // tokens that are read again
  private static final double LOW = 0.8; // share of sentences without a capital

  private final NormalText text;
  private final Lexicon lexicon;
  private final StandIns standIns;
  private final List<Token> tokens;
  private final List<Sentences.Sentence> sentences;
  private final int[] firstToken;
  private final boolean judgment;

  private int begun; // sentences that begin with a word, and how many of them in lower case
  private int begunLow;

  /** Of all of it. {@code cases}: the text may be a judgment. */
  Reading(NormalText text, Lexicon lexicon, String language, boolean cases) {
    this(text, lexicon, language, cases, text.text().length() / CHARACTERS + 1);
    for (int i = 0; i < sentences.size(); i++) {
      firstToken[i] = tokens.size();
      read(i, sentences.get(i));
    }
    firstToken[sentences.size()] = tokens.size();
  }

  private Reading(
      NormalText text, Lexicon lexicon, String language, boolean cases, int tokensAbout) {
    this.text = text;
    this.standIns = StandIns.in(text.text(), language);
    this.lexicon = lexicon;
    this.sentences = Sentences.of(text.text());
    this.judgment = cases && Judgments.isOne(text.text());
    this.tokens = new ArrayList<>(tokensAbout);
    this.firstToken = new int[sentences.size() + 1];
  }

  /**
   * Only of the sentences where something stands for a detail, and of their neighbours, but for
   * those that are settled.
   */
  static Reading again(
      NormalText text, Lexicon lexicon, String language, boolean cases, @Nullable Settled known) {
    var reading = new Reading(text, lexicon, language, cases, FEW);
    BitSet settled = known == null ? new BitSet() : known.among(reading);
    for (int i = 0; i < reading.sentences.size(); i++) {
      reading.firstToken[i] = reading.tokens.size();
      if (reading.isNearStandIn(i)) {
        if (settled.get(i)) {
          reading.begin(reading.sentences.get(i));
        } else {
          reading.read(i, reading.sentences.get(i));
        }
      }
    }
    reading.firstToken[reading.sentences.size()] = reading.tokens.size();
    return reading;
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
  @Nullable Token near(int index, int distance) {
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

  /** Whether most sentences begin with a small letter. */
  boolean isInLowerCase() {
    return begun > 0 && begunLow >= begun * LOW;
  }

  /** What stands between two tokens. */
  String gap(Token left, Token right) {
    return text.text().substring(left.to(), right.from());
  }

  /** What a settled sentence says of how sentences begin. */
  private void begin(Sentences.Sentence sentence) {
    for (int at = sentence.from(); at < sentence.to(); at++) {
      if (standsIn(at)) {
        return;
      }
      if (Character.isLetter(text.text().charAt(at))) {
        begin(text.text().charAt(at));
        return;
      }
    }
  }

  private void begin(char letter) {
    begun++;
    begunLow += Character.isUpperCase(letter) ? 0 : 1;
  }

  private boolean standsIn(int at) {
    return text.text().charAt(at) == '[' && standIns.endAt(at) > 0;
  }

  private void read(int number, Sentences.Sentence sentence) {
    String normal = text.text();
    boolean shouted = isShouted(normal, sentence);
    boolean first = true;
    int at = sentence.from();
    while (at < sentence.to()) {
      char c = normal.charAt(at);
      int kind = Letters.kind(c);
      if (c == '[' && standIns.endAt(at) > 0) {
        at = standIns.endAt(at);
        first = false;
        continue;
      }
      boolean letter = (kind & Letters.LETTER) != 0;
      if (!letter && kind != Letters.DIGIT) {
        at++;
        continue;
      }
      int goesOn = letter ? Letters.LETTER | Letters.MARK : Letters.DIGIT;
      int hash = Lexicon.step(0, c);
      int end = at + 1;
      while (end < sentence.to()) {
        char next = normal.charAt(end);
        if ((Letters.kind(next) & goesOn) == 0) {
          break;
        }
        hash = Lexicon.step(hash, next);
        end++;
      }
      if (first && letter) {
        begin(c);
      }
      Word word = lexicon.word(normal, at, end, hash);
      boolean mayStart = (first && letter) || followsColonOrLine(at);
      tokens.add(new Token(at, end, word, number, first && letter, mayStart, shouted));
      first &= !letter;
      at = end;
    }
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
    if (at > 0 && normal.charAt(at) == ')') {
      return isEnumerator(normal, at);
    }
    return at < 0 || normal.charAt(at) == '\n' || (normal.charAt(at) == ':' && at < from - 1);
  }

  /** {@code (iii)}, {@code b)}: before a point of a list. */
  private static boolean isEnumerator(String normal, int closes) {
    int at = closes - 1;
    while (at >= 0 && closes - at < ENUMERATOR && Character.isLetterOrDigit(normal.charAt(at))) {
      at--;
    }
    boolean opened = at >= 0 && normal.charAt(at) == '(';
    int before = opened ? at - 1 : at;
    return closes - at > 1
        && (before < 0
            || normal.charAt(before) == '\n'
            || opened && ".;: ".indexOf(normal.charAt(before)) >= 0);
  }

  private boolean isShouted(String normal, Sentences.Sentence sentence) {
    int upper = 0;
    int lower = 0;
    for (int i = sentence.from(); i < sentence.to(); i++) {
      char c = normal.charAt(i);
      int kind = Letters.kind(c);
      if ((kind & Letters.LOWER) != 0) {
        lower++;
        if (lower * 3 >= upper + sentence.to() - i) {
          return false; // whatever follows
        }
      } else if ((kind & Letters.UPPER) != 0) {
        upper++;
      } else if (standsIn(i)) {
        i = standIns.endAt(i) - 1;
      }
    }
    return upper >= LETTERS_TO_SHOUT && upper > lower * 3;
  }
}
