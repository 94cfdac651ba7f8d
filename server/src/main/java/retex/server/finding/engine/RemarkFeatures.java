package retex.server.finding.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the trained models see of a remark. Training and reading share it. */
final class RemarkFeatures {

  /** How the name of a sign begins. */
  static final String SIGN = "=";

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Cf}]+");
  private static final int BEGINNING = 5; // letters that other forms of a word share
  private static final String EDGE = "|";

  private RemarkFeatures() {}

  /** Of what is spoken of: stems that carry meaning, and neighbours. */
  static Set<String> ofStems(List<String> stems) {
    var features = new LinkedHashSet<String>();
    String before = "";
    for (String stem : stems) {
      if (stem.isEmpty() || stem.equals(Token.NOT)) {
        continue;
      }
      features.add(stem);
      if (!before.isEmpty()) {
        features.add(before + " " + stem);
      }
      before = stem;
    }
    return features;
  }

  /** Of how it is judged: every word, its beginning, neighbours, and the signs that were heard. */
  static Set<String> ofWords(CharSequence text, Collection<String> signs) {
    var features = new LinkedHashSet<String>();
    signs.forEach(sign -> features.add(SIGN + sign));
    String before = EDGE;
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = Reading.folded(matcher.group());
      if (word.isEmpty()) {
        continue;
      }
      features.add(word);
      if (word.length() > BEGINNING) {
        features.add(word.substring(0, BEGINNING) + "-");
      }
      features.add(before + " " + word);
      before = word;
    }
    features.add(before + " " + EDGE);
    return features;
  }
}
