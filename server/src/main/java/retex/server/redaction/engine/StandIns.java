package retex.server.redaction.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where in a text the words stand that took the place of a detail: they are not read again. */
final class StandIns {

  private final Map<Integer, Integer> ends;

  private StandIns(Map<Integer, Integer> ends) {
    this.ends = ends;
  }

  static StandIns in(String text, String language) {
    var ends = new HashMap<Integer, Integer>();
    for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
      for (String word : words(language)) {
        if (text.startsWith(word, at)) {
          ends.put(at, at + word.length());
        }
      }
    }
    return new StandIns(ends);
  }

  /** The end of the one that begins here, or 0. */
  int endAt(int at) {
    return ends.getOrDefault(at, 0);
  }

  private static Set<String> words(String language) {
    var words = new LinkedHashSet<String>();
    for (Category category : Category.values()) {
      words.add(category.replacement(language));
    }
    return words;
  }
}
