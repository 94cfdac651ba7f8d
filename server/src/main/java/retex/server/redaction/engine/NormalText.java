package retex.server.redaction.engine;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * A text in one form, with the way back: compatibility characters (NFKC), look-alike letters of
 * other scripts, invisible characters, kinds of space, hyphen and apostrophe made one, words broken
 * at the end of a line made whole. {@link #folded} has the same length without accents and in lower
 * case.
 */
final class NormalText {

  // look-alikes of Latin letters (Unicode Technical Standard #39, confusables), those seen in names
  private static final Map<Character, Character> LOOK_ALIKES =
      Map.ofEntries(
          Map.entry('А', 'A'),
          Map.entry('В', 'B'),
          Map.entry('Е', 'E'),
          Map.entry('К', 'K'),
          Map.entry('М', 'M'),
          Map.entry('Н', 'H'),
          Map.entry('О', 'O'),
          Map.entry('Р', 'P'),
          Map.entry('С', 'C'),
          Map.entry('Т', 'T'),
          Map.entry('Х', 'X'),
          Map.entry('а', 'a'),
          Map.entry('е', 'e'),
          Map.entry('о', 'o'),
          Map.entry('р', 'p'),
          Map.entry('с', 'c'),
          Map.entry('у', 'y'),
          Map.entry('х', 'x'),
          Map.entry('і', 'i'),
          Map.entry('Ι', 'I'),
          Map.entry('Ο', 'O'),
          Map.entry('Α', 'A'),
          Map.entry('Β', 'B'),
          Map.entry('Ε', 'E'),
          Map.entry('Κ', 'K'),
          Map.entry('Μ', 'M'),
          Map.entry('Ν', 'N'),
          Map.entry('Τ', 'T'),
          Map.entry('ο', 'o'),
          Map.entry('ν', 'v'),
          Map.entry('ı', 'i'),
          Map.entry('ѕ', 's'));

  private final String text;
  private final String folded;
  private final int[] from;
  private final int[] to;

  private NormalText(String text, String folded, int[] from, int[] to) {
    this.text = text;
    this.folded = folded;
    this.from = from;
    this.to = to;
  }

  static NormalText of(String original) {
    var text = new StringBuilder();
    var from = new int[original.length() * 4 + 1];
    var to = new int[original.length() * 4 + 1];
    for (int at = 0; at < original.length(); ) {
      int broken = lineBreakInWord(original, at);
      if (broken > 0) {
        at += broken;
        continue;
      }
      int next = clusterEnd(original, at);
      for (char normal : normal(original.substring(at, next)).toCharArray()) {
        if (text.length() == from.length) {
          from = java.util.Arrays.copyOf(from, from.length * 2);
          to = java.util.Arrays.copyOf(to, to.length * 2);
        }
        from[text.length()] = at;
        to[text.length()] = next;
        text.append(normal);
      }
      at = next;
    }
    String whole = text.toString();
    return new NormalText(whole, fold(whole), from, to);
  }

  String text() {
    return text;
  }

  /** Lower case without accents; the same length as {@link #text}. */
  String folded() {
    return folded;
  }

  /** The span over a part of the normal text, in places of the original. */
  Span span(int start, int end, Category category, String stage, String rule, double confidence) {
    return new Span(from[start], to[end - 1], category, stage, rule, confidence);
  }

  /** Lower case without accents, character by character. */
  static String fold(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String plain =
          c < 128
              ? String.valueOf(c)
              : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
      String lower = plain.substring(0, 1).toLowerCase(Locale.ROOT);
      out.append(lower.isEmpty() ? c : lower.charAt(0));
    }
    return out.toString();
  }

  private static String normal(String cluster) {
    var out = new StringBuilder();
    for (char c : Normalizer.normalize(cluster, Normalizer.Form.NFKC).toCharArray()) {
      int type = Character.getType(c);
      if (type == Character.FORMAT || (type == Character.CONTROL && !Character.isWhitespace(c))) {
        continue; // zero-width and direction marks
      }
      if (Character.isWhitespace(c) || type == Character.SPACE_SEPARATOR) {
        out.append(c == '\n' ? '\n' : ' ');
      } else if (type == Character.DASH_PUNCTUATION || c == '\u2212') {
        out.append('-');
      } else if (c == '’' || c == '‘' || c == 'ʼ' || c == '`' || c == '´') {
        out.append('\'');
      } else {
        out.append(LOOK_ALIKES.getOrDefault(c, c));
      }
    }
    return out.toString();
  }

  /** End of a base character with its combining marks, so that NFKC can compose them. */
  private static int clusterEnd(String text, int at) {
    int next = at + Character.charCount(text.codePointAt(at));
    while (next < text.length()
        && Character.getType(text.codePointAt(next)) == Character.NON_SPACING_MARK) {
      next += Character.charCount(text.codePointAt(next));
    }
    return next;
  }

  /** Length of a hyphen and line end inside a word, or 0. */
  private static int lineBreakInWord(String text, int at) {
    boolean hyphen =
        text.charAt(at) == '-' || text.charAt(at) == '\u2010' || text.charAt(at) == '\u00ad';
    if (!hyphen || at == 0 || !Character.isLetter(text.charAt(at - 1))) {
      return 0;
    }
    int next = at + 1;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\r')) {
      next++;
    }
    if (next >= text.length() || text.charAt(next) != '\n') {
      return 0;
    }
    next++;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next < text.length() && Character.isLowerCase(text.charAt(next)) ? next - at : 0;
  }
}
