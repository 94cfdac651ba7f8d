package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What stands between two spaces and is no word: codes of letters and figures ({@code
 * ELD/REF/2026}), addresses of mail and web, also where a sign is spelt out ({@code
 * a.b(at)c(dot)example}).
 */
final class ChunkRule implements Rule {

  private static final Set<String> UNITS =
      Set.of("m", "cm", "mm", "kg", "g", "l", "min", "mn", "sec", "s", "km", "kph", "x");
  private static final Set<String> ORDINALS =
      Set.of("st", "nd", "rd", "th", "er", "ere", "re", "e", "eme", "h", "nde", "s");
  private static final Set<String> DOMAINS =
      Set.of("com", "org", "net", "int", "example", "mil", "gov", "edu", "info", "fr", "ch", "uk");
  private static final Set<String> DOT = Set.of("dot", "point");
  private static final String JOINTS = "/_.-";

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    List<Token> tokens = reading.tokens();
    for (int first = 0; first < tokens.size(); ) {
      int last = first;
      while (last + 1 < tokens.size() && isTied(reading, tokens.get(last), tokens.get(last + 1))) {
        last++;
      }
      chunk(reading, first, last, spans);
      first = Math.max(last, spelt(reading, first, last, spans)) + 1;
    }
    return spans;
  }

  /** {@code a.b at c dot example}: the last token of an address in words, or -1. */
  private static int spelt(Reading reading, int first, int last, List<Span> spans) {
    Token at = reading.near(last, 1);
    if (at == null || !isAt(at.folded())) {
      return -1;
    }
    int end = -1;
    for (int i = last + 2; i + 2 <= last + 10; i += 2) {
      Token dot = reading.near(last, i + 1 - last);
      Token part = reading.near(last, i + 2 - last);
      if (dot == null || part == null || !DOT.contains(dot.folded())) {
        break;
      }
      end = i + 2;
    }
    if (end > 0) {
      int from = reading.tokens().get(first).from();
      int to = reading.tokens().get(end).to();
      spans.add(reading.text().span(from, to, Category.EMAIL, "pattern", "address", 0.95));
    }
    return end;
  }

  private static boolean isAt(String folded) {
    return folded.charAt(0) == 'a' && (folded.equals("at") || folded.startsWith("arobas"));
  }

  /** Whether two tokens stand in one chunk: no space between. */
  private static boolean isTied(Reading reading, Token left, Token right) {
    String normal = reading.text().text();
    int gap = right.from() - left.to();
    if (gap > 5 || (gap > 0 && normal.charAt(left.to()) == ' ')) {
      return false;
    }
    for (int i = left.to(); i < right.from(); i++) {
      if (Character.isWhitespace(normal.charAt(i)) || ",;«»\"".indexOf(normal.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void chunk(Reading reading, int first, int last, List<Span> spans) {
    List<Token> tokens = reading.tokens();
    int from = tokens.get(first).from();
    int to = tokens.get(last).to();
    String normal = reading.text().text();
    if (from > 0 && normal.charAt(from - 1) == '@') {
      from--;
    }
    if (isAddress(reading, first, last)) {
      while (to < normal.length()
          && !Character.isWhitespace(normal.charAt(to))
          && normal.charAt(to) != ',') {
        to++;
      }
      to = withoutMark(normal, to);
      spans.add(reading.text().span(from, to, Category.EMAIL, "pattern", "address", 0.95));
    } else if (first < last && isCode(reading, first, last)) {
      spans.add(reading.text().span(from, to, Category.REFERENCE, "pattern", "code", 0.9));
    }
  }

  private static int withoutMark(String normal, int to) {
    int end = to;
    while (".!?)".indexOf(normal.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isAddress(Reading reading, int first, int last) {
    List<Token> tokens = reading.tokens();
    String normal = reading.text().text();
    int from = tokens.get(first).from();
    if (from > 0 && normal.charAt(from - 1) == '@') {
      return true;
    }
    for (int i = first; i <= last && first < last; i++) {
      Token token = tokens.get(i);
      String word = token.folded();
      boolean bracketed =
          token.from() > 0 && "([{".indexOf(normal.charAt(token.from() - 1)) >= 0 && i > first;
      if ((i > first && normal.charAt(token.from() - 1) == '@')
          || (bracketed && (word.equals("at") || word.equals("dot") || word.equals("arobase")))
          || ((word.equals("http") || word.equals("https") || word.equals("www")) && i < last)
          || (i > first && normal.charAt(token.from() - 1) == '.' && DOMAINS.contains(word))) {
        return true;
      }
    }
    return false;
  }

  /** Letters and figures together, or three parts with a slash: no measure, ordinal or fraction. */
  private static boolean isCode(Reading reading, int first, int last) {
    List<Token> tokens = reading.tokens();
    boolean figure = false;
    boolean letters = false;
    boolean slashed = isSlashed(reading, first, last);
    for (int i = first; i <= last; i++) {
      Token token = tokens.get(i);
      figure |= token.figure();
      letters |= !token.figure();
      if (i > first) {
        String gap = reading.gap(tokens.get(i - 1), token);
        boolean joint = gap.isEmpty() || (gap.length() == 1 && JOINTS.indexOf(gap.charAt(0)) >= 0);
        if (!joint && !slashed) {
          return false;
        }
      }
    }
    if (!figure && isUnderscored(reading, first, last)) {
      return true;
    }
    if (!figure || !letters) {
      return false;
    }
    Token end = tokens.get(last);
    boolean tail = last == first + 1 && tokens.get(first).figure() && !end.figure();
    return !(tail && (ORDINALS.contains(end.folded()) || UNITS.contains(end.folded())))
        && !isHyphened(reading, first, last);
  }

  /** {@code T.17(b)/991}: parts with a slash and brackets are of a code. */
  private static boolean isSlashed(Reading reading, int first, int last) {
    boolean slashed = false;
    for (int i = first + 1; i <= last; i++) {
      String gap = reading.gap(reading.tokens().get(i - 1), reading.tokens().get(i));
      if (gap.indexOf(':') >= 0 || gap.indexOf('%') >= 0) {
        return false;
      }
      slashed |= gap.indexOf('/') >= 0;
    }
    return slashed && last - first > 1;
  }

  /** {@code hq_visitor}: nobody writes words so but for a machine. */
  private static boolean isUnderscored(Reading reading, int first, int last) {
    for (int i = first + 1; i <= last; i++) {
      String gap = reading.gap(reading.tokens().get(i - 1), reading.tokens().get(i));
      if (gap.equals("_") && reading.tokens().get(i).length() > 1) {
        return true;
      }
    }
    return false;
  }

  /** {@code 24-hour} or {@code three-4}: a figure and an ordinary word in lower case. */
  private static boolean isHyphened(Reading reading, int first, int last) {
    for (int i = first; i <= last; i++) {
      Token token = reading.tokens().get(i);
      if (token.figure() ? token.length() > 2 : !token.ordinary() || token.isCapitalised()) {
        return false;
      }
      if (i > first && reading.gap(reading.tokens().get(i - 1), token).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
