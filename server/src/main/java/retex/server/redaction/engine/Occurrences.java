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

  /** In order; what reads letter for letter the same is always among them. */
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
