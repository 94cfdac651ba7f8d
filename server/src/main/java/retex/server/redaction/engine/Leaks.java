package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for details in a text that must not hold them: whatever case, accents, spaces and hyphens
 * it is written with. A detail that stands word for word in the product's own public texts (the
 * instruments, the sentences of documents) gives nothing away and is passed over. Pure.
 */
public final class Leaks {

  private static final Set<Category> WITH_PARTS =
      Set.of(Category.PERSON, Category.EVALUATOR, Category.UNIT, Category.PLACE, Category.MISSION);

  private static final int SHORTEST = 4; // shorter ones are looked for only as written

  private final String publicText;

  /** {@code publicTexts}: what anyone may read, in the language of the text to be searched. */
  public Leaks(Iterable<String> publicTexts) {
    this.publicText = folded(String.join(" \u0001 ", publicTexts));
  }

  /** Those of the details that the text holds, in time that hardly grows with their number. */
  public Set<String> in(String text, Details details) {
    String folded = folded(text);
    String plain = " " + NormalText.of(text).text().replaceAll("\\s+", " ") + " ";
    var found = new LinkedHashSet<String>();
    for (int at = 0; at + 1 < folded.length(); at = folded.indexOf(' ', at + 1)) {
      String first = folded.substring(at + 1, folded.indexOf(' ', at + 1));
      for (Details.Needle needle : details.byFirstWord.getOrDefault(first, List.of())) {
        if (folded.startsWith(needle.folded(), at) && !publicText.contains(needle.folded())) {
          found.add(needle.detail());
        }
      }
    }
    for (String detail : details.asWritten) {
      if (holds(folded, plain, detail)) {
        found.add(detail);
      }
    }
    return found;
  }

  /** Details to look for, folded once. Immutable. */
  public static final class Details {
    private final Map<String, List<Needle>> byFirstWord = new HashMap<>();
    private final List<String> asWritten = new ArrayList<>(); // short ones and codes

    public Details(Iterable<String> details) {
      for (String detail : details) {
        String folded = folded(detail);
        int letters = folded.strip().length();
        if (letters < SHORTEST || isCode(detail, folded)) {
          asWritten.add(detail);
        } else {
          String first = folded.substring(1, folded.indexOf(' ', 1));
          byFirstWord
              .computeIfAbsent(first, any -> new ArrayList<>())
              .add(new Needle(detail, folded));
        }
      }
    }

    private record Needle(String detail, String folded) {}
  }

  /** A detail, and the parts of it that would give it away by themselves. */
  public static Set<String> withParts(Category category, String detail) {
    var all = new LinkedHashSet<String>();
    all.add(detail);
    if (WITH_PARTS.contains(category)) {
      for (Words.Word word : Words.of(NormalText.of(detail))) {
        boolean ordinary =
            Vocabulary.of("en").knows(word.lower()) || Vocabulary.of("fr").knows(word.lower());
        if (word.written().length() >= SHORTEST && !ordinary && !Ranks.isRank(word.written())) {
          all.add(word.written());
        }
      }
    }
    return all;
  }

  /** Whether this is one ordinary word of the language, whatever its capital. */
  public static boolean isOrdinaryWord(String text, String language) {
    return Vocabulary.of(language).knows(text.toLowerCase(java.util.Locale.ROOT));
  }

  private boolean holds(String folded, String plain, String detail) {
    String needle = folded(detail);
    int letters = needle.strip().length();
    if (letters < 2 || publicText.contains(needle)) {
      return false;
    }
    if (letters < SHORTEST) {
      return detail.chars().anyMatch(Character::isLetter)
          && standsAlone(plain, NormalText.of(detail).text().strip());
    }
    if (isCode(detail, needle)) {
      String code = NormalText.of(detail).folded().strip();
      return (" " + NormalText.fold(plain) + " ").contains(code);
    }
    return folded.contains(needle);
  }

  /** Whether these words stand somewhere that is not within a word. */
  private static boolean standsAlone(String text, String words) {
    int at = text.indexOf(words);
    while (at >= 0 && !Occurrences.isWhole(text, at, at + words.length())) {
      at = text.indexOf(words, at + 1);
    }
    return at >= 0;
  }

  /**
   * A code such as {@code 2026-A}: its parts alone are too common, so it counts as written only.
   */
  private static boolean isCode(String detail, String needle) {
    boolean tiny = false;
    for (String part : needle.strip().split(" ")) {
      tiny |= part.length() <= 2;
    }
    return tiny && detail.strip().chars().noneMatch(Character::isWhitespace);
  }

  /** Words and figures alone, in lower case without accents, one space between and around. */
  private static String folded(String text) {
    return spaced(NormalText.of(text).folded());
  }

  private static String spaced(String text) {
    return " " + text.replaceAll("[^\\p{L}\\p{N}]+", " ").strip() + " ";
  }
}
