package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where sentences begin and end. A full stop after an abbreviation does not end one: a sentence
 * that is cut too short would let half of what must be withheld through.
 */
final class Sentences {

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "capt", "lt", "col", "maj", "gen", "sgt", "cpl", "pte", "brig", "insp", "supt", "cmdr",
          "adm", "dr", "mr", "mrs", "ms", "no", "nos", "st", "cne", "cdt", "adj", "gal", "mme",
          "mm", "approx", "eg", "ie", "cf", "env", "art", "tel", "tél", "gén", "rev", "cal", "ltn",
          "vs", "ch", "bât", "freq", "fréq", "ser", "reg", "ref", "bn", "coy", "pl", "ext", "fig",
          "para", "paras", "slt");

  private static final LongTable HASHES = new LongTable();

  static {
    ABBREVIATIONS.forEach(word -> HASHES.put(LongTable.hash(word), 1));
    Ranks.shortOnes().forEach(word -> HASHES.put(LongTable.hash(word), 1));
  }

  private static final int CHARACTERS = 64; // of a sentence, about
  private static final int LONGEST_ABBREVIATION =
      ABBREVIATIONS.stream().mapToInt(String::length).max().orElseThrow();

  private static final List<String> WITHHELD =
      Stream.of(Category.SOURCE, Category.MEDICAL, Category.CASUALTY)
          .flatMap(it -> Stream.of(it.replacement("en"), it.replacement("fr")))
          .distinct()
          .toList();

  private static final List<String> BEFORE_A_SIGN = List.of("the ", " at ", "bus ", " au ");
  private static final Pattern SIGN =
      Pattern.compile(" (?:sign|board|line|light|button|panneau|feu)", Pattern.CASE_INSENSITIVE);

  private Sentences() {}

  static List<Sentence> of(String text) {
    var sentences = new ArrayList<Sentence>(text.length() / CHARACTERS + 1);
    int from = 0;
    boolean lower = isInLowerCase(text);
    boolean telegram = isTelegram(text);
    for (int at = 0; at < text.length(); at++) {
      if (!mayEnd(text.charAt(at), telegram)) {
        continue;
      }
      int end = telegram && isStop(text, at) ? at + 4 : endAt(text, at, lower);
      if (end > 0) {
        add(sentences, text, from, end);
        from = end;
        at = end - 1;
      }
    }
    add(sentences, text, from, text.length());
    return sentences;
  }

  private static boolean mayEnd(char c, boolean telegram) {
    return c > '?'
        ? c == ']' || c == '…' || (telegram && c == 'S')
        : c == '\n' || c == '.' || c == '!' || c == '?';
  }

  /** Where a sentence ends whose last mark is here, or 0. */
  private static int endAt(String text, int at, boolean lower) {
    char c = text.charAt(at);
    if (c == ']') {
      return isWithheldSentence(text, at) ? at + 1 : 0;
    }
    if (c == '\n') {
      return endOfLine(text, at) ? at + 1 : 0;
    }
    if (c != '.' && c != '!' && c != '?' && c != '…') {
      return 0;
    }
    if (at > 0 && ".!?…".indexOf(text.charAt(at - 1)) >= 0) {
      return 0; // a row of marks was looked at where it begins
    }
    int end = at + 1;
    while (end < text.length() && ".!?…\"')]»”".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    if (c == '.' && end == at + 2 && text.charAt(at + 1) == ')' && isShortBracket(text, at)) {
      return 0;
    }
    boolean open = end < text.length() && !Character.isWhitespace(text.charAt(end));
    if (open && !isRunOn(text, at, end)) {
      return 0;
    }
    return c == '.' && end == at + 1 && isAbbreviation(text, at, end, lower) ? 0 : end;
  }

  /** What stands for a whole sentence, with its full stop. */
  private static boolean isWithheldSentence(String text, int at) {
    int next = at + 1;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    boolean ends =
        next == text.length() || (next > at + 1 && Character.isUpperCase(text.charAt(next)));
    if (ends) {
      for (String word : WITHHELD) {
        if (text.startsWith(word, at + 1 - word.length())) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code (j.g.)}, {@code (ret.)}: an abbreviation in brackets. */
  private static boolean isShortBracket(String text, int at) {
    for (int open = at; open >= Math.max(0, at - 4); open--) {
      if (text.charAt(open) == '(') {
        return true;
      }
    }
    return false;
  }

  /** {@code drill.The}: a space was forgotten. */
  private static boolean isRunOn(String text, int at, int end) {
    return end == at + 1
        && at >= 2
        && end + 1 < text.length()
        && Character.isLowerCase(text.charAt(at - 1))
        && Character.isLowerCase(text.charAt(at - 2))
        && Character.isUpperCase(text.charAt(end))
        && Character.isLowerCase(text.charAt(end + 1));
  }

  /** A blank line, a list or a heading in capitals. */
  private static boolean endOfLine(String text, int at) {
    int next = at + 1;
    while (next < text.length() && " \t\r".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    if (next >= text.length() || "\n-*•".indexOf(text.charAt(next)) >= 0) {
      return true;
    }
    int line = text.lastIndexOf('\n', at - 1) + 1;
    return isCapitals(text, line, at) && !isCapitals(text, next, lineEnd(text, next));
  }

  private static int lineEnd(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static boolean isCapitals(String text, int from, int to) {
    int letters = 0;
    for (int i = from; i < to; i++) {
      if (Character.isLowerCase(text.charAt(i))) {
        return false;
      }
      letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
    }
    return letters > 2;
  }

  /** {@code STOP} between two sentences of a telegram, not {@code at the STOP sign}. */
  private static boolean isStop(String text, int at) {
    return text.charAt(at) == 'S'
        && text.startsWith("STOP", at)
        && at > 0
        && text.charAt(at - 1) == ' '
        && (at + 4 == text.length() || Character.isWhitespace(text.charAt(at + 4)))
        && !SIGN.matcher(text).region(at + 4, text.length()).lookingAt()
        && BEFORE_A_SIGN.stream().noneMatch(it -> text.regionMatches(true, at - 4, it, 0, 4));
  }

  private static boolean isTelegram(String text) {
    int first = text.indexOf(" STOP ");
    return first >= 0 && text.indexOf(" STOP ", first + 5) >= 0;
  }

  /** Whether more sentences of a text begin with a small letter than with a capital. */
  private static boolean isInLowerCase(String text) {
    int lower = 0;
    int upper = 0;
    for (int at = text.indexOf(". "); at >= 0; at = text.indexOf(". ", at + 2)) {
      char next = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
      boolean word = at > 3 && Character.isLetter(text.charAt(at - 3));
      lower += word && Character.isLowerCase(next) ? 1 : 0;
      upper += Character.isUpperCase(next) ? 1 : 0;
    }
    return lower > 2 && lower > upper * 3;
  }

  private static boolean isAbbreviation(String text, int at, int end, boolean lower) {
    int from = at;
    while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
      from--;
    }
    int next = end;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    boolean lowerNext = !lower && next < text.length() && Character.isLowerCase(text.charAt(next));
    int length = at - from;
    if (length == 0 || lowerNext || length > LONGEST_ABBREVIATION) {
      return length > 0 && lowerNext;
    }
    boolean alone = from == 0 || " .('\n".indexOf(text.charAt(from - 1)) >= 0;
    boolean letter = alone && length == 1 && (lower || Character.isUpperCase(text.charAt(from)));
    return letter || isListed(text, from, at);
  }

  private static boolean isListed(String text, int from, int to) {
    long hash = LongTable.START;
    for (int i = from; i < to; i++) {
      hash = LongTable.step(hash, Character.toLowerCase(text.charAt(i)));
    }
    return HASHES.has(hash);
  }

  private static void add(List<Sentence> sentences, String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (end > start) {
      sentences.add(new Sentence(start, end));
    }
  }

  /** One sentence, by its places. */
  record Sentence(int from, int to) {}
}
