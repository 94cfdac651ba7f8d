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
  private static final Pattern MARK = Pattern.compile("[;:!?()«»\"—–]");
  private static final Pattern FIGURE = Pattern.compile("\\p{N}");
  private static final String LENGTH = "|of ";
  private static final int OF_LENGTH = 4; // words
  private static final int LONGEST = 8;
  private static final int BEGINNING = 5; // letters that other forms of a word share
  private static final int RUN = 4;
  private static final String OF_RUN = "~";
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

  /** The same with the runs of four letters of each stem, which other forms of a word share. */
  static Set<String> ofRuns(List<String> stems) {
    Set<String> features = ofStems(stems);
    for (String stem : stems) {
      String word = stem.isEmpty() || stem.equals(Token.NOT) ? "" : EDGE + stem + EDGE;
      for (int i = 0; i + RUN <= word.length(); i++) {
        features.add(OF_RUN + word.substring(i, i + RUN));
      }
    }
    return features;
  }

  /**
   * Of how it is judged: every word, its beginning, neighbours, the signs that were heard, and how
   * it is written: praise is told in other marks and at other length than fault.
   */
  static Set<String> ofWords(CharSequence text, Collection<String> signs) {
    var features = new LinkedHashSet<String>();
    signs.forEach(sign -> features.add(SIGN + sign));
    String before = EDGE;
    int words = 0;
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = Reading.folded(matcher.group());
      if (word.isEmpty()) {
        continue;
      }
      words++;
      features.add(word);
      if (word.length() > BEGINNING) {
        features.add(word.substring(0, BEGINNING) + "-");
      }
      features.add(before + " " + word);
      before = word;
    }
    features.add(before + " " + EDGE);
    features.add(LENGTH + Math.min(LONGEST, words / OF_LENGTH));
    Matcher marks = MARK.matcher(text);
    while (marks.find()) {
      features.add(EDGE + marks.group());
    }
    if (FIGURE.matcher(text).find()) {
      features.add(EDGE + "0");
    }
    return features;
  }
}
