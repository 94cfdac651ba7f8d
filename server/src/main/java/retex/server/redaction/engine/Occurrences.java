package retex.server.redaction.engine;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where words stand in a text: in any case, with or without accents, whatever kinds of space, line
 * ends and invisible characters stand in them. Pure.
 */
public final class Occurrences {

  private Occurrences() {}

  /** A place of the text, in UTF-16 units. */
  public record Found(int from, int to) {}

  private static final int LONG = 5; // letters of words that go with any ending

  /**
   * In order, as whole words: no letter stands beside their letters and no figure beside their
   * figures, but for an ending of words of five letters or more. "Ali" is not in "quality", "eagle"
   * is in "eagles" and "eagle2".
   */
  public static Set<Found> whole(String text, String words) {
    var whole = new LinkedHashSet<Found>();
    for (Found it : of(text, words)) {
      boolean ends = !isInWord(text, it.to()) || words.strip().length() >= LONG;
      if (ends && !isInWord(text, it.from())) {
        whole.add(it);
      }
    }
    return whole;
  }

  /** With the letters and figures that follow without a space: {@code eagle2}. */
  public static Found withEnding(String text, Found found) {
    int to = found.to();
    while (to < text.length() && Character.isLetterOrDigit(text.codePointAt(to))) {
      to += Character.charCount(text.codePointAt(to));
    }
    return new Found(found.from(), to);
  }

  /** Whether a place begins and ends no word in its middle. */
  public static boolean isWhole(String text, int from, int to) {
    return !isInWord(text, from) && !isInWord(text, to);
  }

  private static boolean isInWord(String text, int at) {
    if (at <= 0 || at >= text.length()) {
      return false;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at);
    return (Character.isLetter(before) && Character.isLetter(after))
        || (Character.isDigit(before) && Character.isDigit(after));
  }

  /** In order, inside of words too; what reads letter for letter the same is always among them. */
  public static Set<Found> of(String text, String words) {
    var found = new LinkedHashSet<Found>();
    NormalText normal = NormalText.of(text);
    String folded = NormalText.of(words).folded().strip();
    if (!folded.isEmpty()) {
      String loose =
          Arrays.stream(folded.split("\\s+"))
              .map(Pattern::quote)
              .collect(Collectors.joining("\\s+"));
      Matcher matcher = Pattern.compile(loose).matcher(normal.folded());
      while (matcher.find()) {
        found.add(
            new Found(normal.originalFrom(matcher.start()), normal.originalTo(matcher.end())));
      }
    }
    for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length())) {
      found.add(new Found(at, at + words.length()));
    }
    return found;
  }
}
