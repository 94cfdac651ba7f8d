package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text: runs of letters, with their places. */
final class Words {

  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");

  private Words() {}

  static List<Word> of(NormalText text) {
    var words = new ArrayList<Word>();
    Matcher matcher = WORD.matcher(text.text());
    while (matcher.find()) {
      words.add(new Word(matcher.start(), matcher.end(), matcher.group()));
    }
    return words;
  }

  /** One word as written. */
  record Word(int from, int to, String written) {

    String lower() {
      return written.toLowerCase(java.util.Locale.ROOT);
    }

    boolean isCapitalised() {
      return Character.isUpperCase(written.charAt(0));
    }
  }
}
