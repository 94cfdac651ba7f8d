package retex.server.redaction.engine;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The lines of a text that are points of a list, of a log or of a form, each a sentence of its own:
 * {@code 9) racks swept}, {@code g. storeman}, {@code 1015 tyre}, {@code Fuel ...... full}. A
 * marker counts only where more than one line has its kind, since a line that is broken inside a
 * sentence may begin with a number too. Beside such lines, one that begins with a capital does not
 * go on from one that had room for its first word.
 */
final class ListLines {

  private static final ListLines NONE = new ListLines(new BitSet());
  private static final String DASHES = "-*•–—·▪◦►";
  private static final int LONGEST_LABEL = 30; // before the row of dots of a form
  private static final int DOTS = 3;
  private static final int TIMES = 3; // lines that make a log
  private static final int POINTS = 2; // lines that make a list

  private final BitSet starts;

  private ListLines(BitSet starts) {
    this.starts = starts;
  }

  static ListLines of(String text) {
    if (text.indexOf('\n') < 0) {
      return NONE;
    }
    var counts = new int[Kind.values().length];
    int widest = 0;
    for (int at = 0; at < text.length(); at = lineEnd(text, at) + 1) {
      counts[kind(text, at).ordinal()]++;
      widest = Math.max(widest, lineEnd(text, at) - at);
    }
    boolean listed =
        Arrays.stream(Kind.values()).anyMatch(kind -> counts[kind.ordinal()] >= kind.fewest);
    if (!listed) {
      return NONE;
    }
    var starts = new BitSet();
    int before = 0;
    for (int at = 0; at < text.length(); at = lineEnd(text, at) + 1) {
      Kind kind = kind(text, at);
      boolean point = counts[kind.ordinal()] >= kind.fewest;
      starts.set(at, point || (at > 0 && hadRoom(text, before, at, widest)));
      before = at;
    }
    return new ListLines(starts);
  }

  /** Whether the line that begins here is a sentence of its own. */
  boolean has(int lineStart) {
    return starts.get(lineStart);
  }

  /** Whether the first word of this line, with a capital, would have stood on the one before. */
  private static boolean hadRoom(String text, int before, int at, int widest) {
    if (!Character.isUpperCase(text.charAt(at))) {
      return false;
    }
    int last = at - 2;
    while (last > before && Character.isLetterOrDigit(text.charAt(last))) {
      last--;
    }
    boolean rank = Ranks.isRank(text.substring(last + 1, at - 1));
    int end = at;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return !rank && at - 1 - before + 1 + end - at < widest;
  }

  private static int lineEnd(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static Kind kind(String text, int lineStart) {
    int end = lineEnd(text, lineStart);
    int at = lineStart;
    while (at < end && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at + 2 >= end) {
      return Kind.PLAIN;
    }
    char first = text.charAt(at);
    if (DASHES.indexOf(first) >= 0) {
      return text.charAt(at + 1) == ' ' ? Kind.DASH : Kind.PLAIN;
    }
    if (first == '[') {
      return isTime(text, at + 1) ? Kind.TIME : Kind.PLAIN;
    }
    boolean bracket = first == '(';
    int from = bracket ? at + 1 : at;
    int after = from;
    while (after < end && Character.isLetterOrDigit(text.charAt(after))) {
      after++;
    }
    int length = after - from;
    boolean closes = after + 1 < end && text.charAt(after + 1) == ' ';
    char mark = after < end ? text.charAt(after) : ' ';
    boolean figure = length > 0 && Character.isDigit(text.charAt(from));
    boolean letter = length == 1 && Character.isLowerCase(first);
    if (closes && mark == ')' && (bracket ? length > 0 && length < DOTS + 1 : length < DOTS)) {
      return bracket ? Kind.BRACKET : figure ? Kind.NUMBER : letter ? Kind.LETTER : Kind.PLAIN;
    }
    if (closes && mark == '.' && length < DOTS && !bracket && (figure || letter)) {
      return figure ? Kind.ORDER : Kind.LETTER;
    }
    if (figure && !bracket && isHour(text, from, end)) {
      return Kind.TIME;
    }
    return isLabel(text, at, end) ? Kind.LABEL : Kind.PLAIN;
  }

  /** What stands for a time that was taken out. */
  private static boolean isTime(String text, int at) {
    return text.startsWith(Category.DATETIME.replacement("en"), at - 1)
        || text.startsWith(Category.DATETIME.replacement("fr"), at - 1);
  }

  /** {@code 1015 }, {@code 10h15 }, {@code 10:15Z }: four digits of an hour, then a space. */
  private static boolean isHour(String text, int from, int end) {
    int at = from;
    int digits = 0;
    int others = 0;
    while (at < end && text.charAt(at) != ' ' && others < DOTS) {
      boolean digit = Character.isDigit(text.charAt(at));
      digits += digit ? 1 : 0;
      others += digit ? 0 : 1;
      if (!digit && "h:HZLTABC".indexOf(text.charAt(at)) < 0) {
        return false;
      }
      at++;
    }
    return at < end
        && text.charAt(at) == ' '
        && (digits == 4 || (digits == 3 && others > 0))
        && text.charAt(from) <= '2';
  }

  /** {@code Fuel ...... }: a label with a row of dots. */
  private static boolean isLabel(String text, int from, int end) {
    int dot = text.indexOf('.', from);
    return dot > from
        && dot < end
        && dot - from <= LONGEST_LABEL
        && dot + DOTS <= end
        && text.startsWith("...", dot);
  }

  private enum Kind {
    PLAIN(Integer.MAX_VALUE),
    DASH(POINTS),
    NUMBER(POINTS),
    ORDER(POINTS),
    LETTER(POINTS),
    BRACKET(POINTS),
    LABEL(POINTS),
    TIME(TIMES);

    private final int fewest;

    Kind(int fewest) {
      this.fewest = fewest;
    }
  }
}
