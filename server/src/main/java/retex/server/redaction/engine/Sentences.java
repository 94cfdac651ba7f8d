package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where sentences begin and end. A full stop after an abbreviation does not end one: a sentence
 * that is cut too short would let half of what must be withheld through.
 */
final class Sentences {

  private static final String ABBREVIATIONS =
      "Capt|Lt|Col|Maj|Gen|Sgt|Cpl|Pte|Brig|Insp|Supt|Cmdr|Adm|Dr|Mr|Mrs|Ms|No|St|Cne|Cdt|Adj|Gal|Sgt"
          + "|Mme|M|approx|e\\.g|i\\.e|cf|env|art|p|tel|tél";
  private static final Pattern END =
      Pattern.compile(
          "(?<!(?:^|[^\\p{L}])(?:"
              + ABBREVIATIONS
              + "))[.!?…]+[\"')\\]»]*(?=\\s|$)"
              + "|\\n\\s*\\n|\\n(?=[-*•])");

  private Sentences() {}

  static List<Sentence> of(String text) {
    var sentences = new ArrayList<Sentence>();
    Matcher matcher = END.matcher(text);
    int from = 0;
    while (matcher.find()) {
      add(sentences, text, from, matcher.end());
      from = matcher.end();
    }
    add(sentences, text, from, text.length());
    return sentences;
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
