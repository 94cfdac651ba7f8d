package retex.server.redaction.engine;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text in one form, with the way back: compatibility characters (NFKC), look-alike letters of
 * other scripts, invisible characters, kinds of space, hyphen and apostrophe made one, words broken
 * at the end of a line or spaced letter by letter made whole.
 */
final class NormalText {

  private static final char[] FOLDED = new char[0x250]; // up to Latin Extended-B

  static {
    for (char c = 0; c < FOLDED.length; c++) {
      FOLDED[c] = slowlyFolded(c);
    }
  }

  private final String text;
  private final int[] from; // empty where all is as it was
  private final int[] to;

  private NormalText(String text, int[] from, int[] to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  static NormalText of(String original) {
    return new Making(original).made();
  }

  String text() {
    return text;
  }

  /** Lower case without accents, made anew at each call; the same length as {@link #text}. */
  String folded() {
    return fold(text);
  }

  /** The span over a part of the normal text, in places of the original. */
  Span span(int start, int end, Category category, String stage, String rule, double confidence) {
    return new Span(originalFrom(start), originalTo(end), category, stage, rule, confidence);
  }

  /** Where a place of the normal text begins in the original. */
  int originalFrom(int start) {
    return from.length == 0 ? start : from[start];
  }

  /** Where a place of the normal text ends in the original. */
  int originalTo(int end) {
    return to.length == 0 ? end : to[end - 1];
  }

  /** Lower case without accents, character by character. */
  static String fold(String text) {
    var out = new char[text.length()];
    for (int i = 0; i < out.length; i++) {
      char c = text.charAt(i);
      out[i] = c < FOLDED.length ? FOLDED[c] : slowlyFolded(c);
    }
    return new String(out);
  }

  private static char slowlyFolded(char c) {
    String plain =
        c < 128 ? String.valueOf(c) : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    String lower = plain.substring(0, 1).toLowerCase(Locale.ROOT);
    return lower.isEmpty() ? c : lower.charAt(0);
  }

  /** One pass over an original text. */
  private static final class Making {

    private static final int FIRST_MARK = 0x300; // that may belong to the character before
    private static final int SPACED = 4; // single letters in a row from which they are one word

    private final String original;
    private boolean asItWas = true; // nothing was changed so far: the three below are not needed
    private char[] text = {};
    private int[] from = {};
    private int[] to = {};
    private int length;
    private int spacedUntil;

    Making(String original) {
      this.original = original;
    }

    NormalText made() {
      int last = original.length() - 1;
      for (int at = 0; at <= last; ) {
        char c = original.charAt(at);
        int end = at;
        while (end <= last && isInWord(original.charAt(end))) {
          end++;
        }
        end -= end <= last && original.charAt(end) >= FIRST_MARK ? 1 : 0;
        boolean space = c == ' ' && at >= spacedUntil && at < last;
        if (end > at + 1) {
          addAsItIs(at, end);
          at = end;
        } else if (space && isInWord(original.charAt(at + 1))) {
          addAsItIs(at, at + 1);
          at++;
        } else {
          at = next(at);
        }
      }
      if (asItWas && length == original.length()) {
        return new NormalText(original, from, to);
      }
      change();
      return new NormalText(new String(text, 0, length), from, to);
    }

    private int next(int at) {
      char c = original.charAt(at);
      boolean spaced = at + 1 < original.length() && original.charAt(at + 1) == ' ';
      if (spaced && at >= spacedUntil && isSingle(at)) {
        spacedUntil = endOfSpaced(at);
      }
      if (c == ' ' && at < spacedUntil) {
        return spaceInSpaced(at);
      }
      int broken = c == '-' || c >= 128 ? lineBreakInWord(at) : 0;
      if (broken > 0) {
        return at + broken;
      }
      boolean alone = at + 1 >= original.length() || original.charAt(at + 1) < FIRST_MARK;
      if (alone && isPlain(c)) {
        add(c, at, at + 1);
        return at + 1;
      }
      int end = clusterEnd(at);
      for (char normal : normal(original.substring(at, end)).toCharArray()) {
        add(normal, at, end);
      }
      return end;
    }

    /** One that nothing is done to beside another such one. */
    private static boolean isInWord(char c) {
      return c > ' ' && c < 127 && c != '-' && c != '`';
    }

    /** One that NFKC and the rules below leave as it is. */
    private static boolean isPlain(char c) {
      return (c >= ' ' && c < 127 && c != '`')
          || c == '\n'
          || (c >= 0xC0 && c < 0x130); // accented Latin letters
    }

    /** Characters that nothing is done to. */
    private void addAsItIs(int start, int end) {
      if (asItWas && start == length) {
        length = end;
        return;
      }
      for (int at = start; at < end; at++) {
        add(original.charAt(at), at, at + 1);
      }
    }

    private void add(char c, int start, int end) {
      if (asItWas) {
        if (start == length && end == start + 1 && c == original.charAt(start)) {
          length = end;
          return;
        }
        change();
      }
      if (length == text.length) {
        text = Arrays.copyOf(text, length * 2);
        from = Arrays.copyOf(from, length * 2);
        to = Arrays.copyOf(to, length * 2);
      }
      from[length] = start;
      to[length] = end;
      text[length++] = c;
    }

    /** Writes down where each character so far came from. */
    private void change() {
      if (asItWas) {
        asItWas = false;
        text = Arrays.copyOf(original.substring(0, length).toCharArray(), original.length() + 16);
        from = new int[text.length];
        to = new int[text.length];
        for (int at = 0; at < length; at++) {
          from[at] = at;
          to[at] = at + 1;
        }
      }
    }

    /** A character with a space or an end on both sides. */
    private boolean isSingle(int at) {
      return original.charAt(at) != ' '
          && original.charAt(at) != '\n'
          && (at == 0 || " \n".indexOf(original.charAt(at - 1)) >= 0)
          && at + 1 < original.length()
          && original.charAt(at + 1) == ' ';
    }

    /** Where {@code C a m p A m b e r} ends that begins here: wider gaps part its words. */
    private int endOfSpaced(int at) {
      int after = at + 2; // most often the next word is longer: no need to look further
      if (after + 1 < original.length()
          && original.charAt(after) > ' '
          && original.charAt(after + 1) > ' ') {
        return at;
      }
      int singles = 0;
      int end = at;
      int next = at;
      while (next < original.length() && original.charAt(next) > ' ') {
        boolean last = next + 1 >= original.length() || original.charAt(next + 1) <= ' ';
        boolean mark = !Character.isLetterOrDigit(original.charAt(next));
        if (!last && !(mark && singles > 0)) {
          if (next + 2 < original.length()
              && !Character.isLetterOrDigit(original.charAt(next + 1))) {
            singles++;
            end = next + 1;
          }
          break;
        }
        singles++;
        end = next + 1;
        next++;
        while (next < original.length() && original.charAt(next) == ' ') {
          next++;
        }
      }
      return singles >= SPACED ? end : at;
    }

    private int spaceInSpaced(int at) {
      int next = at;
      while (original.charAt(next) == ' ') {
        next++;
      }
      if (next > at + 1) {
        add(' ', at, next);
      }
      return next;
    }

    /** End of a base character with its combining marks, so that NFKC can compose them. */
    private int clusterEnd(int at) {
      int next = at + Character.charCount(original.codePointAt(at));
      while (next < original.length()
          && Character.getType(original.codePointAt(next)) == Character.NON_SPACING_MARK) {
        next += Character.charCount(original.codePointAt(next));
      }
      return next;
    }

    /** Length of a hyphen and line end inside a word, or 0. */
    private int lineBreakInWord(int at) {
      char c = original.charAt(at);
      boolean hyphen = c == '-' || c == '\u2010' || c == '\u00ad' || c == '¬';
      if (!hyphen || at == 0 || !Character.isLetter(original.charAt(at - 1))) {
        return 0;
      }
      int next = skipped(at + 1, " \r");
      if (next >= original.length() || original.charAt(next) != '\n') {
        return 0;
      }
      next = skipped(next + 1, " \r\t");
      if (next >= original.length()) {
        return 0;
      }
      boolean loud = Character.isUpperCase(original.charAt(at - 1));
      boolean goesOn =
          Character.isLowerCase(original.charAt(next))
              || (loud && Character.isUpperCase(original.charAt(next)));
      return goesOn ? next - at : 0;
    }

    private int skipped(int at, String what) {
      int next = at;
      while (next < original.length() && what.indexOf(original.charAt(next)) >= 0) {
        next++;
      }
      return next;
    }

    private static String normal(String cluster) {
      var out = new StringBuilder();
      for (char c : Normalizer.normalize(cluster, Normalizer.Form.NFKC).toCharArray()) {
        int type = Character.getType(c);
        if (type == Character.FORMAT
            || c == '\u034f' // combining grapheme joiner
            || c == '\u115f'
            || c == '\u3164' // Hangul fillers, drawn as nothing
            || (c >= '\ufe00' && c <= '\ufe0f') // variation selectors
            || (type == Character.CONTROL && !Character.isWhitespace(c))) {
          continue; // zero-width and direction marks
        }
        if (Character.isWhitespace(c) || type == Character.SPACE_SEPARATOR) {
          out.append(c == '\n' ? '\n' : ' ');
        } else if (type == Character.DASH_PUNCTUATION || c == '\u2212') {
          out.append('-');
        } else if (c == '’' || c == '‘' || c == 'ʼ' || c == '`' || c == '´' || c == '′') {
          out.append('\'');
        } else if (type == Character.DECIMAL_DIGIT_NUMBER) {
          out.append((char) ('0' + Character.digit(c, 10)));
        } else {
          out.append(LookAlikes.latin(c));
        }
      }
      return out.toString();
    }
  }
}
