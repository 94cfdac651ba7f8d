package retex.server.redaction.engine;

import java.util.Arrays;
import java.util.List;

/** Where in a text the words stand that took the place of a detail: they are not read again. */
final class StandIns {

  private static final List<String> ENGLISH = words("en");
  private static final List<String> FRENCH = words("fr");

  private final int[] starts;
  private final int[] ends;

  private StandIns(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  static StandIns in(String text, String language) {
    List<String> words = language.equals("fr") ? FRENCH : ENGLISH;
    int[] starts = new int[16];
    int[] ends = new int[16];
    int count = 0;
    for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
      for (String word : words) {
        if (text.startsWith(word, at)) {
          if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
          }
          starts[count] = at;
          ends[count++] = at + word.length();
          break;
        }
      }
    }
    return new StandIns(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }

  /** Whether one begins between two places. */
  boolean anyIn(int from, int to) {
    int found = Arrays.binarySearch(starts, from);
    int first = found >= 0 ? found : -found - 1;
    return first < starts.length && starts[first] < to;
  }

  /** The end of the one that begins here, or 0. */
  int endAt(int at) {
    int found = starts.length == 0 ? -1 : Arrays.binarySearch(starts, at);
    return found >= 0 ? ends[found] : 0;
  }

  private static List<String> words(String language) {
    return Arrays.stream(Category.values())
        .map(category -> category.replacement(language))
        .distinct()
        .toList();
  }
}
